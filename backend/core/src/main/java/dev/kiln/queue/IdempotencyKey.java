package dev.kiln.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

    /** The key of one part of a request, counted from 0: of the same form, and no other key's. */
    public IdempotencyKey ofPart(int part) {
        return new IdempotencyKey(sha256(value) + "." + part, requestDigest);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Whether the text has the form of a key. */
    public static boolean isValid(String text) {
        return text.length() <= 255 && VALUE.matcher(text).matches();
    }
}
