package dev.kiln.ui.editor;

import java.util.Locale;

/** Quantities as people say them; the browser's {@code quantities.ts} says them alike. */
final class Quantities {
    private static final double MIB = 1024.0 * 1024.0;

    private Quantities() {}

    /** For example {@code 340 ms}, {@code 1.2 s}, {@code 2 min 5 s}. */
    static String duration(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return oneDecimal(millis / 1_000.0) + " s";
        }
        long seconds = Math.round(millis / 1_000.0);
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** For example {@code 256 MiB}. */
    static String size(long bytes) {
        double mebibytes = bytes / MIB;
        if (bytes > 0 && mebibytes < 0.05) {
            return "under 0.1 MiB";
        }
        return (mebibytes >= 100 ? Long.toString(Math.round(mebibytes)) : oneDecimal(mebibytes)) + " MiB";
    }

    private static String oneDecimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
