package dev.kiln.deadletter;

import java.util.regex.Pattern;

/** Names a job over dead letters: 1 to 64 of {@code a-z 0-9 -}. */
public record JobId(String value) implements Comparable<JobId> {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** @throws IllegalArgumentException if the text is not an id */
    public JobId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a job's id");
        }
    }

    /** Whether the text has the form of an id. */
    public static boolean isValid(String text) {
        return text.length() <= 64 && SYNTAX.matcher(text).matches();
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
