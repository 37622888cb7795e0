package dev.kiln.control.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that what is kept in SQL is what the execution API and the queue go by: a change at once, and all of it at
 * start and again and again. So a Redis that was emptied, or fell back to an earlier state, is whole within half a minute,
 * and so is a change whose process ended between SQL and Redis. A store that is away stops nothing; it is said once, and
 * once when it is back. Safe for many threads.
 */
final class Projector implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** Rounds take at most a tenth of the time, however much there is to look at. */
    private static final int PAUSE_OF_A_ROUND = 9;

    private final List<Projection> projections;
    private final Duration pause;
    private final Semaphore soon = new Semaphore(0);
    private volatile boolean current;
    /** Whether the last round failed, and that was told; of the thread alone. */
    private boolean failed;

    private @Nullable Thread thread;

    /** @param pause between two rounds, at least */
    Projector(List<Projection> projections, Duration pause) {
        this.projections = List.copyOf(projections);
        this.pause = pause;
    }

    /** Whether the last round wrote everything. */
    boolean isCurrent() {
        return current;
    }

    /** Projects everything once. */
    void projectAll() {
        projections.forEach(Projection::projectAll);
    }

    /**
     * Projects a change now.
     *
     * @param projection of what was changed
     * @return whether it is in force; if not, it will be as soon as the stores answer
     */
    boolean apply(Runnable projection) {
        try {
            projection.run();
            return true;
        } catch (KilnException away) {
            if (away.code() != ErrorCode.STORE_UNAVAILABLE) {
                throw away;
            }
            LOG.atWarn()
                    .setMessage("A change is kept and not yet in force")
                    .addKeyValue("reason", away.getMessage())
                    .log();
            soon.release();
            return false;
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("projector").start(this::run);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            soon.drainPermits();
            round();
            try {
                pause(Duration.ofNanos(System.nanoTime() - begun));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Whatever goes wrong in one round, the next one is made. */
    private void round() {
        try {
            projectAll();
            if (failed) {
                LOG.info("tenants and keys are projected again");
            }
            failed = false;
            current = true;
        } catch (KilnException away) {
            if (!failed) {
                LOG.warn("tenants and keys cannot be projected: {}; trying again", away.getMessage());
            }
            failed = true;
            current = false;
        } catch (RuntimeException defect) {
            LOG.atError()
                    .setMessage("Tenants and keys cannot be projected by a defect")
                    .setCause(defect)
                    .log();
            failed = true;
            current = false;
        }
    }

    private void pause(Duration took) throws InterruptedException {
        if (!current) {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            return;
        }
        Duration rest = took.multipliedBy(PAUSE_OF_A_ROUND);
        Duration until = rest.compareTo(pause) > 0 ? rest : pause;
        if (soon.tryAcquire(until.toMillis(), TimeUnit.MILLISECONDS)) {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }
}
