package dev.kiln.queue;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Makes a submit happen once: the same key with the same request again gives the execution of the first, for
 * {@link #LASTS}, also when both arrive at once.
 *
 * @param value the caller's, 1 to 255 visible ASCII characters; counts within its tenant
 * @param requestDigest tells requests apart: 64 hexadecimal digits in lower case, of SHA-256
 */
public record IdempotencyKey(String value, String requestDigest) {
    /** How long a key is remembered. */
    public static final Duration LASTS = Duration.ofHours(24);

    private static final Pattern VALUE = Pattern.compile("[!-~]{1,255}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the key or the digest is not of its form */
    public IdempotencyKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an idempotency key is 1 to 255 visible ASCII characters");
        }
        if (requestDigest.length() != 64 || !DIGEST.matcher(requestDigest).matches()) {
            throw new IllegalArgumentException("not a digest");
        }
    }

    /** Whether the text has the form of a key. */
    public static boolean isValid(String text) {
        return text.length() <= 255 && VALUE.matcher(text).matches();
    }
}
