package dev.kiln.deadletter;

import java.util.List;

/**
 * A dead letter and how it came to that.
 *
 * @param attempts every attempt that ended without a result, in all generations, the first one first; the last hundred
 */
public record DeadLetterRecord(DeadLetter letter, List<PastAttempt> attempts) {
    public DeadLetterRecord {
        attempts = List.copyOf(attempts);
    }
}
