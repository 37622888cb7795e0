package dev.kiln.execution;

import java.util.Locale;

/**
 * How a program ended. Where several apply the first of this order is told: a compile step that did not end well, then
 * what limits ended ({@code memory}, {@code cpu}, {@code wall}, {@code output}), then the program's own failure, then an
 * output that was not the expected one.
 */
public enum Outcome {
    COMPILE_ERROR,
    MEMORY_EXCEEDED,
    CPU_TIME_EXCEEDED,
    WALL_TIME_EXCEEDED,
    OUTPUT_EXCEEDED,
    /** The program ended by a signal or with an exit code other than 0. */
    RUNTIME_ERROR,
    /** Only where an expected output was given. */
    WRONG_ANSWER,
    SUCCESS;

    /** The name as answers and stored records write it, for example {@code cpu_time_exceeded}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such outcome */
    public static Outcome ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
