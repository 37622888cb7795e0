package dev.kiln.fleet;

import dev.kiln.queue.WorkerId;
import java.util.Map;

/**
 * A worker as it says of itself.
 *
 * @param slots executions at a time, at least 1
 * @param busy slots in use
 * @param isolation the isolation level of its boxes
 * @param draining whether it claims no more
 * @param languages the languages it can run: id to version
 * @param place what it is and on what it runs
 */
public record WorkerRecord(
        WorkerId id,
        int slots,
        int busy,
        String isolation,
        boolean draining,
        Map<String, String> languages,
        WorkerPlace place) {
    public WorkerRecord {
        languages = Map.copyOf(languages);
    }
}
