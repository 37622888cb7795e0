package dev.kiln.testkit;

import dev.kiln.fleet.SeenWorker;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The registry of workers as a map, in which entries last until they are taken out. Safe for many threads. */
public final class InMemoryWorkerDirectory implements WorkerDirectory {
    private final ConcurrentMap<WorkerId, SeenWorker> workers = new ConcurrentHashMap<>();

    @Override
    public void register(WorkerRecord worker) {
        workers.put(worker.id(), new SeenWorker(worker, Instant.now()));
    }

    @Override
    public void deregister(WorkerId worker) {
        workers.remove(worker);
    }

    @Override
    public List<SeenWorker> seen() {
        return List.copyOf(workers.values());
    }
}
