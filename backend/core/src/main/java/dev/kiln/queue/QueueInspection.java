package dev.kiln.queue;

import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Port: how deep the queue is. Each call is bounded and throws {@link dev.kiln.problem.KilnException}
 * {@code store_unavailable} if the store does not answer. Safe for many threads.
 */
public interface QueueInspection {
    /** The whole queue by lanes. */
    QueueDepth depth();

    /**
     * Tenants that have something waiting or running, in the order of their ids.
     *
     * @param after where to go on, or empty for the first page
     * @param limit 1 to 100
     */
    List<TenantDepth> tenants(Optional<TenantId> after, int limit);
}
