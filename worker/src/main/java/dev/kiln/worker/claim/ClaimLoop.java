package dev.kiln.worker.claim;

import dev.kiln.problem.KilnException;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.WorkerId;
import dev.kiln.worker.lease.HeldLease;
import dev.kiln.worker.lease.HeldLeases;
import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.sandbox.ReadyBoxes;
import dev.kiln.worker.slot.SlotPool;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that claims: for all free slots at once, and only for as many as there are boxes ready, so that a
 * worker without boxes burns no attempts. It waits for the bell when there is nothing to do, repeats a claim whose answer
 * did not come with the same token, so that no attempt is lost on the way, and ends only when it is stopped.
 */
public final class ClaimLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);
    private static final int MOST_AT_ONCE = 64;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final ExecutionQueue queue;
    private final WorkerId worker;
    private final Capacity capacity;
    private final SlotPool slots;
    private final ReadyBoxes boxes;
    private final HeldLeases leases;
    private final StoreHealth health;
    private final Bell bell;
    private final BiConsumer<ClaimedAttempt, HeldLease> work;
    private final Thread thread;
    private String token = newToken();
    private int failures;
    private volatile boolean stopping;

    /** @param work what is done with an attempt, on a slot's thread */
    public ClaimLoop(
            ExecutionQueue queue,
            WorkerId worker,
            Capacity capacity,
            SlotPool slots,
            ReadyBoxes boxes,
            HeldLeases leases,
            StoreHealth health,
            Bell bell,
            BiConsumer<ClaimedAttempt, HeldLease> work) {
        this.queue = queue;
        this.worker = worker;
        this.capacity = capacity;
        this.slots = slots;
        this.boxes = boxes;
        this.leases = leases;
        this.health = health;
        this.bell = bell;
        this.work = work;
        this.thread = Thread.ofVirtual().name("claim").unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Claims no more; what a claim under way gives is still begun. Returns when the thread has ended. */
    public void stop() throws InterruptedException {
        stopping = true;
        bell.ring();
        thread.join();
    }

    private void loop() {
        try {
            while (!stopping) {
                step();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        int most = Math.min(MOST_AT_ONCE, Math.min(slots.free(), boxes.ready()));
        if (most == 0) {
            bell.await(IDLE);
            return;
        }
        try {
            List<ClaimedAttempt> claimed = queue.claim(worker, capacity, token, most);
            token = newToken();
            failures = 0;
            health.answered();
            claimed.forEach(this::begin);
            if (claimed.size() < most) {
                bell.await(IDLE);
            }
        } catch (KilnException away) {
            health.failed(away);
            pause();
        } catch (RuntimeException defect) {
            LOG.atError().addKeyValue("workerId", worker).setCause(defect).log("A claim failed");
            pause();
        }
    }

    private void begin(ClaimedAttempt attempt) {
        HeldLease held = leases.hold(attempt.lease());
        LOG.atDebug()
                .addKeyValue("executionId", attempt.lease().execution())
                .addKeyValue("tenantId", attempt.tenant().value())
                .addKeyValue("workerId", worker)
                .log("Claimed an execution");
        slots.start(() -> work.accept(attempt, held));
    }

    /** Waits longer after each failure; a ring must not shorten it, or a busy queue would hammer a store that is away. */
    private void pause() throws InterruptedException {
        long end = System.nanoTime();
        end += Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10)))
                .toNanos();
        for (long left = end - System.nanoTime(); left > 0 && !stopping; left = end - System.nanoTime()) {
            bell.await(Duration.ofNanos(left));
        }
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }
}
