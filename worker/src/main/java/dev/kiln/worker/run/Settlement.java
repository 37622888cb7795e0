package dev.kiln.worker.run;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.worker.lease.HeldLease;
import dev.kiln.worker.lease.StopReason;
import dev.kiln.worker.lease.StoreHealth;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the queue what came of an attempt, again and again while its store does not answer: a repeated call gives the
 * first answer, and a lost lease ends it. A large result that cannot be stored for so long as a lease lasts is a failure of
 * ours. Safe for many threads.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final ExecutionFailure NOT_STORED = new ExecutionFailure(
            ErrorCode.STORE_UNAVAILABLE, "The result is large, and the store of objects did not take it.");
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final ExecutionQueue queue;
    private final StoreHealth health;
    private final Duration patience;

    /** @param patience how long a large result is tried to be stored while the queue itself answers */
    public Settlement(ExecutionQueue queue, StoreHealth health, Duration patience) {
        this.queue = queue;
        this.health = health;
        this.patience = patience;
    }

    /** Commits a result or counts a failure. */
    void settle(HeldLease held, AttemptAnswer answer) throws InterruptedException {
        boolean stored = settle(held, lease -> switch (answer) {
            case AttemptAnswer.Result(var result) -> queue.commit(lease, result);
            case AttemptAnswer.Failure(var failure) -> queue.fail(lease, failure);
        });
        if (!stored) {
            settle(held, lease -> queue.fail(lease, NOT_STORED));
        }
    }

    /** Gives the execution back without counting the attempt. */
    void handBack(HeldLease held) throws InterruptedException {
        settle(held, queue::handBack);
    }

    /** False if the queue answers, and what holds its large results did not for as long as it is waited for. */
    private boolean settle(HeldLease held, Function<Lease, LeaseAnswer> call) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        long end = System.nanoTime() + patience.toNanos();
        while (held.stopReason().orElse(null) != StopReason.LOST) {
            try {
                LeaseAnswer answer = call.apply(held.lease());
                switch (answer) {
                    case DONE, CANCEL_REQUESTED -> {
                        health.answered();
                        return true;
                    }
                    case LOST -> {
                        health.answered();
                        held.stop(StopReason.LOST);
                        continue;
                    }
                    case NOT_STORED -> {
                        if (System.nanoTime() > end) {
                            return false;
                        }
                    }
                }
            } catch (KilnException away) {
                if (away.code().kind() != ErrorCode.Kind.INFRASTRUCTURE) {
                    throw away;
                }
                health.failed(away);
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
        LOG.atInfo()
                .addKeyValue("executionId", held.lease().execution())
                .addKeyValue("workerId", held.lease().worker())
                .log("A lease was lost before its attempt was settled; another worker makes it again");
        return true;
    }
}
