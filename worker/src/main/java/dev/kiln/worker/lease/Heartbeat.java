package dev.kiln.worker.lease;

import dev.kiln.problem.KilnException;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prolongs all leases in time, and passes on what the queue answers: a lost lease or a canceled execution stops its
 * attempt. A signal makes it ask earlier, because a cancel is told that way; signals that come close together are
 * answered by one call.
 */
public final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** What lies at least between two renewals that signals ask for. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(200);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ExecutionQueue queue;
    private final HeldLeases leases;
    private final StoreHealth health;
    private final Duration interval;
    private final Thread thread;
    private boolean asked;

    /** @param interval what lies at most between two renewals, well below the time of a lease */
    public Heartbeat(ExecutionQueue queue, HeldLeases leases, StoreHealth health, Duration interval) {
        this.queue = queue;
        this.leases = leases;
        this.health = health;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
    }

    public void start() {
        thread.start();
    }

    /** Asks for a renewal soon: somebody may want an execution ended. */
    public synchronized void soon() {
        asked = true;
        notifyAll();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void beat() {
        Duration pause = interval;
        try {
            while (true) {
                await(pause);
                pause = renewAll() ? interval : PAUSE_AFTER_FAILURE;
                Thread.sleep(LEAST_PAUSE);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (!asked && left > 0) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        asked = false;
    }

    private boolean renewAll() {
        List<Lease> held = leases.all().stream().map(HeldLease::lease).toList();
        if (held.isEmpty()) {
            return true;
        }
        try {
            Map<Lease, LeaseAnswer> answers = queue.renew(held);
            health.answered();
            leases.all().forEach(lease -> pass(lease, answers.get(lease.lease())));
            return true;
        } catch (KilnException away) {
            health.failed(away);
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("Leases could not be renewed");
        }
        return false;
    }

    /** @param answer null for a lease that was claimed after the question */
    private static void pass(HeldLease lease, @Nullable LeaseAnswer answer) {
        if (answer == LeaseAnswer.LOST) {
            lease.stop(StopReason.LOST);
        } else if (answer == LeaseAnswer.CANCEL_REQUESTED) {
            lease.stop(StopReason.CANCELED);
        }
    }
}
