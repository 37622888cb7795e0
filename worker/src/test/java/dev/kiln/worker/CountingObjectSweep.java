package dev.kiln.worker;

import dev.kiln.object.ObjectSweep;
import dev.kiln.object.ObjectSweepReport;
import java.util.concurrent.atomic.AtomicInteger;

/** A sweep that has nothing to do and counts how often it was asked to. */
final class CountingObjectSweep implements ObjectSweep {
    private final AtomicInteger sweeps = new AtomicInteger();

    int sweeps() {
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
