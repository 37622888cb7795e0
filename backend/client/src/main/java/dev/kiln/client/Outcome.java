package dev.kiln.client;

import java.util.Locale;

/** How a program ended. */
public enum Outcome {
    /** It ended by itself with exit code 0, and printed what was expected if anything was. */
    SUCCESS,
    /** The compile step failed. */
    COMPILE_ERROR,
    /** It ended with another exit code than 0, or by a signal. */
    RUNTIME_ERROR,
    /** It used up its CPU time. */
    CPU_TIME_EXCEEDED,
    /** It used up its elapsed time. */
    WALL_TIME_EXCEEDED,
    /** It needed more memory than it had. */
    MEMORY_EXCEEDED,
    /** It wrote more than it may. */
    OUTPUT_EXCEEDED,
    /** It ended well but did not print what was expected. */
    WRONG_ANSWER,
    /** An outcome that this version of the client does not know. */
    UNKNOWN;

    static Outcome ofWord(String word) {
        for (Outcome outcome : values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
                return outcome;
            }
        }
        return UNKNOWN;
    }
}
