package dev.kiln.worker.sandbox;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Boxes that were made before they are needed, so that an execution does not wait for one. Each is given out once. While
 * none can be made, {@link #ready} is 0 and the makers try again with growing pauses; that lasting makes them
 * {@linkplain #areLacking lacking}. Safe for many threads.
 */
public final class ReadyBoxes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyBoxes.class);

    /** Making a box is mostly waiting for the kernel: five sixths of its time, as measured. */
    private static final int MAKERS_PER_PROCESSOR = 4;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final Duration LAST_BOX = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Longer than it takes to replace all boxes at once, as after a language was prepared. */
    private static final Duration LACK = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition available = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final Deque<Box> ready = new ArrayDeque<>();
    private final List<Thread> makers = new ArrayList<>();
    private final Sandbox sandbox;
    private final int capacity;
    private final Runnable onReady;
    private int making;
    private int generation;
    private int failures;
    private boolean everReady;
    private long emptySinceNanos = System.nanoTime();
    private boolean closed;

    /**
     * Begins to make boxes.
     *
     * @param capacity how many are kept, at least 1
     * @param onReady called whenever one more is ready
     */
    public ReadyBoxes(Sandbox sandbox, int capacity, Runnable onReady) {
        this.sandbox = sandbox;
        this.capacity = capacity;
        this.onReady = onReady;
        int count =
                Math.min(capacity, MAKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        for (int maker = 0; maker < count; maker++) {
            // Not virtual: reading from a child's pipe holds the carrier thread.
            this.makers.add(
                    Thread.ofPlatform().daemon().name("box-maker-", maker).start(this::make));
        }
    }

    /** How many could be taken at once. */
    public int ready() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether executions would wait for a box in vain: none was made yet, or none has been ready for some seconds. That
     * none is ready for a moment is nothing to speak of.
     */
    public boolean areLacking() {
        lock.lock();
        try {
            return !everReady || (ready.isEmpty() && System.nanoTime() - emptySinceNanos > LACK.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a box, which the caller closes.
     *
     * @throws KilnException {@code box_broken} if none is ready within {@code patience}, or this is closed
     */
    public Box take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Box box = ready.poll();
                noteEmptied(box != null);
                wanted.signal();
                if (box != null && box.isOpen()) {
                    return box;
                }
                if (box != null) {
                    LOG.warn("A box broke before it was used");
                    box.close();
                } else if (closed || left <= 0) {
                    throw new KilnException(ErrorCode.BOX_BROKEN, "No box could be made.");
                } else {
                    left = available.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what is ready and makes new boxes, because what a box shows has changed. */
    public void renew() {
        List<Box> old;
        lock.lock();
        try {
            generation++;
            old = new ArrayList<>(ready);
            ready.clear();
            noteEmptied(!old.isEmpty());
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
        old.forEach(Box::close);
    }

    /** Closes what is ready, and waits a while for what is in the making. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            available.signalAll();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        renew();
        try {
            for (Thread maker : makers) {
                maker.join(LAST_BOX);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void noteEmptied(boolean changed) {
        if (changed && ready.isEmpty()) {
            emptySinceNanos = System.nanoTime();
        }
    }

    private void make() {
        try {
            while (awaitDemand()) {
                makeOne();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true with one more in the making, or false if no more are made. */
    private boolean awaitDemand() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && ready.size() + making >= capacity) {
                wanted.await();
            }
            making++;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void makeOne() throws InterruptedException {
        int madeFor = currentGeneration();
        try {
            add(sandbox.open(), madeFor);
        } catch (RuntimeException broken) {
            pauseAfter(broken);
        }
    }

    private int currentGeneration() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    private void add(Box box, int madeFor) {
        boolean fits;
        boolean mended;
        lock.lock();
        try {
            making--;
            mended = failures > 0;
            failures = 0;
            fits = !closed && madeFor == generation;
            if (fits) {
                everReady = true;
                ready.add(box);
                available.signal();
            }
        } finally {
            lock.unlock();
        }
        if (mended) {
            LOG.info("Boxes can be made again");
        }
        if (fits) {
            onReady.run();
        } else {
            box.close();
        }
    }

    private void pauseAfter(RuntimeException broken) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            making--;
            failures++;
            if (failures == 1) {
                LOG.atError().setCause(broken).log("No box can be made; no execution is claimed until one can");
            }
            long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
            long left = TimeUnit.MILLISECONDS.toNanos(pause);
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
