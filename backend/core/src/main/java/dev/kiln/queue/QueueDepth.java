package dev.kiln.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How deep the queue is.
 *
 * @param lanes each lane
 * @param running executions that run
 */
public record QueueDepth(Map<Lane, LaneDepth> lanes, long running) {
    public QueueDepth {
        lanes = Map.copyOf(lanes);
    }

    /**
     * How deep a lane is.
     *
     * @param waiting executions that wait for a worker or for their retry
     * @param tenants how many tenants have something ready
     * @param oldest how long the oldest that is ready has waited since it last became so; empty if none is
     * @param paused whether nothing of it is begun
     */
    public record LaneDepth(long waiting, long tenants, Optional<Duration> oldest, boolean paused) {}
}
