package dev.kiln.tenant;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Port: the tenants, as they are kept for years. Safe for many threads. Every method throws
 * {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 */
public interface TenantDirectory {
    Optional<Tenant> find(TenantId id);

    /**
     * Makes the tenant unless it is there.
     *
     * @return what is there now: the given one, or the one that was there before
     */
    Tenant ensure(TenantId id, String name);

    /**
     * Makes a new tenant.
     *
     * @param quota of its own, or null to go by the default one
     * @throws dev.kiln.problem.KilnException {@code already_exists} of the field {@code id}
     */
    Tenant create(TenantId id, String name, @Nullable Quota quota);

    /**
     * Changes a tenant; nobody else changes it meanwhile.
     *
     * @param change of name, state and quota; what it throws leaves the tenant as it was
     * @return the tenant as it is now; empty if there is none
     */
    Optional<Tenant> change(TenantId id, UnaryOperator<Tenant> change);

    /**
     * Tenants in the order of their ids.
     *
     * @param after where to go on, or empty for the first page
     * @param limit 1 to 1,000
     */
    List<Tenant> page(Optional<TenantId> after, int limit);
}
