package dev.kiln.queue;

import dev.kiln.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;

/** What a submit was answered. */
public sealed interface SubmitAnswer {
    /**
     * It waits in the queue, and the write is on disk.
     *
     * @param execution what was accepted; of a known idempotency key the execution of the first submit
     * @param createdAt when; of a repeated submit the time of the first
     */
    record Accepted(ExecutionId execution, Instant createdAt) implements SubmitAnswer {}

    /**
     * Nothing was stored.
     *
     * @param refusal why
     * @param retryAfter when the same is worth trying again; zero if it is not
     */
    record Refused(Refusal refusal, Duration retryAfter) implements SubmitAnswer {}
}
