package dev.kiln.tenant;

import java.util.List;
import java.util.Optional;

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
     * Tenants in the order of their ids.
     *
     * @param after where to go on, or empty for the first page
     * @param limit 1 to 1,000
     */
    List<Tenant> page(Optional<TenantId> after, int limit);
}
