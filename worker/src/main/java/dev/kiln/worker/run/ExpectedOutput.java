package dev.kiln.worker.run;

import dev.kiln.execution.Content;
import java.util.Arrays;

/**
 * Compares what a program wrote to what was expected of it. White space at the end of a line (blank, tab, carriage
 * return) and empty lines at the end of the whole do not count; all other bytes do.
 */
final class ExpectedOutput {
    private ExpectedOutput() {}

    static boolean matches(Content expected, Content actual) {
        byte[] left = expected.toBytes();
        byte[] right = actual.toBytes();
        return Arrays.equals(left, 0, trim(left), right, 0, trim(right));
    }

    /** Moves what counts to the beginning of the array, and answers how much that is. */
    private static int trim(byte[] bytes) {
        int kept = 0;
        int lineEnd = 0;
        for (byte next : bytes) {
            if (next == '\n') {
                kept = lineEnd;
            }
            bytes[kept++] = next;
            if (next == '\n' || !isBlank(next)) {
                lineEnd = kept;
            }
        }
        kept = lineEnd;
        while (kept > 0 && bytes[kept - 1] == '\n') {
            kept--;
        }
        return kept;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
