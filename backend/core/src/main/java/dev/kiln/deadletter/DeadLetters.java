package dev.kiln.deadletter;

import dev.kiln.execution.ExecutionId;
import java.util.Optional;

/**
 * Port: the dead letters. Each change is atomic and may be repeated. Each method throws
 * {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer. Safe for many threads.
 */
public interface DeadLetters {
    /**
     * Finds dead letters, the last that died first. A call looks at a bounded number of them: go on by the cursor until
     * there is none.
     *
     * @param after where the page before ended, or empty for the first
     * @param limit 1 to 100
     */
    DeadLetterPage find(DeadLetterFilter filter, Optional<DeadLetterCursor> after, int limit);

    /** A dead letter with all its attempts; empty if the execution is none. */
    Optional<DeadLetterRecord> get(ExecutionId id);

    /**
     * Puts a dead letter back into the queue as a new generation of the same execution, behind what waits.
     *
     * @param token the caller's, 16 to 64 characters: a repeated call replays nothing again
     */
    DeadLetterAnswer replay(ExecutionId id, String token);

    /** Forgets a dead letter and its payload for good. One that is not there is answered as done. */
    DeadLetterAnswer purge(ExecutionId id);
}
