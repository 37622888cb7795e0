package dev.kiln.queue;

import dev.kiln.execution.Submission;
import org.jspecify.annotations.Nullable;

/**
 * What asks to be let into the queue.
 *
 * @param submission what to run
 * @param idempotencyKey the caller's, or null if it gave none
 */
public record Admission(Submission submission, @Nullable IdempotencyKey idempotencyKey) {
    /** Without an idempotency key. */
    public static Admission of(Submission submission) {
        return new Admission(submission, null);
    }
}
