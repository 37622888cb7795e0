package dev.kiln.worker.slot;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many executions at a time as there are slots, each on a thread of its own: platform threads, since what runs in a
 * slot reads from a child's pipe, which holds its carrier for as long as a program is silent. Safe for many threads.
 */
public final class SlotPool implements AutoCloseable {
    private final AtomicInteger busy = new AtomicInteger();
    private final ExecutorService threads;
    private final int slots;
    private final Runnable onFree;

    /**
     * @param slots at least 1
     * @param onFree called whenever a slot becomes free
     */
    public SlotPool(int slots, Runnable onFree) {
        this.slots = slots;
        this.onFree = onFree;
        this.threads = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().name("slot-", 1).factory());
    }

    public int slots() {
        return slots;
    }

    public int busy() {
        return busy.get();
    }

    public int free() {
        return slots - busy.get();
    }

    /** Begins work in a free slot; one thread alone may begin work, so that a slot that it saw free is free. */
    public void start(Runnable work) {
        busy.incrementAndGet();
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                busy.decrementAndGet();
                onFree.run();
            }
        });
    }

    /** Lets what runs end, at most for this long; returns whether all ended. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
