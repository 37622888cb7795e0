package dev.kiln.execution;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Names one execution for ever. {@code 0-01k9x…}: the partition that it lives in, in base 36, a dash, then 26 digits of
 * Crockford's base 32 in lower case, of which the first ten are the millisecond of creation and the rest 80 random bits,
 * so that ids sort by time and cannot be guessed.
 */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-z]{1,3}-[0-7][0-9a-hjkmnp-tv-z]{25}");
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if the text is not an id */
    public ExecutionId {
        if (value.length() > 30 || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not an execution id");
        }
    }

    /** Makes a new id in a partition, 0 to 46,655. */
    public static ExecutionId create(int partition, Instant now) {
        var id = new StringBuilder(30).append(Integer.toString(partition, 36)).append('-');
        long millis = now.toEpochMilli();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(DIGITS.charAt((int) (millis >>> shift) & 31));
        }
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        for (byte bits : random) {
            id.append(DIGITS.charAt(bits & 31));
        }
        return new ExecutionId(id.toString());
    }

    /** Whether the text has the form of an id; says nothing of whether there is such an execution. */
    public static boolean isValid(String text) {
        return text.length() <= 30 && SYNTAX.matcher(text).matches();
    }

    /** The partition of the queue that holds this execution. */
    public int partition() {
        return Integer.parseInt(value.substring(0, value.indexOf('-')), 36);
    }

    @Override
    public int compareTo(ExecutionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
