package dev.kiln.queue;

import java.util.Locale;

/** How urgent an execution is. Lanes are served by weight; none starves. */
public enum Lane {
    INTERACTIVE,
    STANDARD,
    BATCH;

    /** The name as it is written outside, for example {@code standard}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such lane */
    public static Lane ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
