package dev.kiln.api.admin;

import dev.kiln.fleet.SeenWorker;
import dev.kiln.fleet.WorkerRecord;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker as it is answered.
 *
 * @param capacity {@code on-demand} or {@code spot}
 * @param languages id to version, in the order of their ids
 */
record WorkerResponse(
        String id,
        String version,
        String capacity,
        @Nullable String zone,
        String isolation,
        int slots,
        int busy,
        boolean draining,
        Instant lastSeenAt,
        Map<String, String> languages) {
    static WorkerResponse of(SeenWorker seen) {
        WorkerRecord worker = seen.worker();
        return new WorkerResponse(
                worker.id().value(),
                worker.place().version(),
                worker.place().capacity().word(),
                worker.place().zone(),
                worker.isolation(),
                worker.slots(),
                worker.busy(),
                worker.draining(),
                seen.seenAt(),
                new TreeMap<>(worker.languages()));
    }
}
