package dev.kiln.e2e.drills;

import java.nio.charset.StandardCharsets;

/**
 * A rule that does not hold.
 *
 * @param subject whom it concerns: an execution's id, a key
 * @param detail what is wrong
 */
record Finding(Rule rule, String subject, String detail) {
    private static final int SHOWN = 160;

    /** So much of an answer as a person reads. */
    static String excerpt(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public String toString() {
        return rule + " " + subject + ": " + detail;
    }
}
