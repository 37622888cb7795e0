package dev.kiln.queue;

import java.time.Instant;

/** What a submit was answered. */
public sealed interface SubmitAnswer {
    /**
     * It waits in the queue, and the write is on disk.
     *
     * @param createdAt when; of a repeated submit the time of the first
     */
    record Accepted(Instant createdAt) implements SubmitAnswer {}

    /**
     * Nothing was stored.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements SubmitAnswer {}
}
