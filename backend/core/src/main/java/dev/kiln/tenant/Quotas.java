package dev.kiln.tenant;

import java.util.Optional;

/**
 * Port: the tenants' quotas as the queue goes by them, projected by the control plane. A change holds at once, also for
 * what waits. Each call may be repeated, and throws {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the
 * store does not answer. Safe for many threads.
 */
public interface Quotas {
    /** The tenant's own quota; empty if it goes by the default one. */
    Optional<Quota> find(TenantId tenant);

    /** Gives a tenant a quota of its own, or another one. */
    void put(TenantId tenant, Quota quota);

    /** Lets a tenant go by the default quota. */
    void remove(TenantId tenant);
}
