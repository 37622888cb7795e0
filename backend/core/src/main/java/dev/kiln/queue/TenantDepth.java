package dev.kiln.queue;

import dev.kiln.tenant.TenantId;
import dev.kiln.tenant.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant has in the queue.
 *
 * @param usage what counts against its quota
 * @param lanes what is ready in each lane
 * @param paused whether nothing of it is begun, by an operator
 * @param suspended whether it may submit nothing either
 * @param held whether nothing of it is begun now, for whatever reason: paused, suspended, as many running as it may, or
 *     its CPU time spent
 */
public record TenantDepth(
        TenantId tenant, Usage usage, Map<Lane, Ready> lanes, boolean paused, boolean suspended, boolean held) {
    public TenantDepth {
        lanes = Map.copyOf(lanes);
    }

    /**
     * What a tenant has ready in a lane.
     *
     * @param executions how many
     * @param oldest how long the first has waited since it last became ready; empty if there is none
     */
    public record Ready(long executions, Optional<Duration> oldest) {}
}
