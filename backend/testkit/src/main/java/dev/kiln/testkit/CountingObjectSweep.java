package dev.kiln.testkit;

import dev.kiln.object.ObjectSweep;
import dev.kiln.object.ObjectSweepReport;
import java.util.concurrent.atomic.AtomicInteger;

/** The sweep beside a queue that keeps no objects: it has nothing to do, and counts how often it was asked. */
public final class CountingObjectSweep implements ObjectSweep {
    private final AtomicInteger sweeps = new AtomicInteger();

    /** How often it was asked. */
    public int sweeps() {
        return sweeps.get();
    }

    @Override
    public ObjectSweepReport sweep() {
        sweeps.incrementAndGet();
        return new ObjectSweepReport(0, 0);
    }

    @Override
    public ObjectSweepReport sweepAll() {
        return sweep();
    }
}
