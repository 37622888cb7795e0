package dev.kiln.deadletter;

import dev.kiln.execution.ExecutionId;
import java.time.Instant;

/** Where a page of dead letters ended: when the last one that was looked at died, and which it was. */
public record DeadLetterCursor(Instant diedAt, ExecutionId execution) {
    /** As a text without spaces, for links and calls. */
    public String text() {
        return diedAt.toEpochMilli() + "." + execution;
    }

    /** @throws IllegalArgumentException if the text is not a cursor */
    public static DeadLetterCursor parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > 15) {
            throw new IllegalArgumentException("not a cursor");
        }
        var diedAt = Instant.ofEpochMilli(Long.parseLong(text, 0, dot, 10));
        return new DeadLetterCursor(diedAt, new ExecutionId(text.substring(dot + 1)));
    }
}
