package dev.kiln.worker.run;

import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.worker.lease.HeldLease;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads what a claimed attempt is to run, and tries again for a short while where its store does not answer: a slot that
 * waits longer would keep what is small from running.
 */
final class SubmissionReader {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /**
     * Reads it.
     *
     * @throws KilnException {@code store_unavailable} if the store does not answer, {@code content_lost}
     * @throws InterruptedException if the thread is interrupted
     */
    Submission read(ClaimedAttempt attempt, HeldLease held) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return attempt.submission();
            } catch (KilnException away) {
                if (away.code() != ErrorCode.STORE_UNAVAILABLE || System.nanoTime() > end || stops(held, pause)) {
                    throw away;
                }
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** Waits; true if the attempt is to stop. */
    private static boolean stops(HeldLease held, long millis) throws InterruptedException {
        try {
            held.stopped().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nothing fails a stop", impossible);
        }
    }
}
