package dev.kiln.api.admin;

import dev.kiln.fleet.WorkerRecord;
import java.util.Map;
import java.util.TreeMap;

/**
 * A worker as it is answered.
 *
 * @param languages id to version, in the order of their ids
 */
record WorkerResponse(
        String id, int slots, int busy, String isolation, boolean draining, Map<String, String> languages) {
    static WorkerResponse of(WorkerRecord worker) {
        return new WorkerResponse(
                worker.id().value(),
                worker.slots(),
                worker.busy(),
                worker.isolation(),
                worker.draining(),
                new TreeMap<>(worker.languages()));
    }
}
