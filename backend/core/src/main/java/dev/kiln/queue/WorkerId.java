package dev.kiln.queue;

import java.util.regex.Pattern;

/** Names one worker process, new at each start: 1 to 64 of {@code a-z 0-9 -}. */
public record WorkerId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @throws IllegalArgumentException if the text is not an id */
    public WorkerId {
        if (value.length() > 64 || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a worker id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
