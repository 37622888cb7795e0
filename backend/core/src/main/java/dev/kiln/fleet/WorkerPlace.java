package dev.kiln.fleet;

import dev.kiln.queue.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is and on what it runs.
 *
 * @param version of the program, for people
 * @param capacity whether the cloud may take it away
 * @param zone where its machine stands, for people, or null if nobody said
 */
public record WorkerPlace(
        String version, Capacity capacity, @Nullable String zone) {
    /** One that stays, of no known zone. */
    public static WorkerPlace onDemand(String version) {
        return new WorkerPlace(version, Capacity.ON_DEMAND, null);
    }
}
