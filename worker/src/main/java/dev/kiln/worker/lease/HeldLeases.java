package dev.kiln.worker.lease;

import dev.kiln.queue.Lease;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The leases that this worker has now. Safe for many threads. */
public final class HeldLeases {
    private final Map<Lease, HeldLease> held = new ConcurrentHashMap<>();

    /** Begins to hold a lease that a claim gave. */
    public HeldLease hold(Lease lease) {
        return held.computeIfAbsent(lease, HeldLease::new);
    }

    /** Ends holding a lease, whatever became of it. */
    public void release(HeldLease lease) {
        held.remove(lease.lease());
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    /** Those held at this moment. */
    public List<HeldLease> all() {
        return List.copyOf(held.values());
    }
}
