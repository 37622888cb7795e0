package dev.kiln.fleet;

import dev.kiln.queue.WorkerId;
import java.util.List;

/** Port: the registry of workers. An entry that is not renewed within 30 seconds is gone. Safe for many threads. */
public interface WorkerDirectory {
    /** Puts or renews an entry. */
    void register(WorkerRecord worker);

    /** Takes an entry out; one that is not there changes nothing. */
    void deregister(WorkerId worker);

    /** All that were seen within 30 seconds, and when. */
    List<SeenWorker> seen();

    /** All that were seen within 30 seconds. */
    default List<WorkerRecord> workers() {
        return seen().stream().map(SeenWorker::worker).toList();
    }
}
