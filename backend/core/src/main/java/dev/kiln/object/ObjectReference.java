package dev.kiln.object;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of an object where it is referred to: enough to tell whether what the store gives is what was written.
 *
 * @param bytes its length, 1 to {@link ObjectStore#MOST_BYTES}
 * @param sha256 its SHA-256, 64 hexadecimal digits in lower case
 */
public record ObjectReference(ObjectKey key, int bytes, String sha256) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ObjectReference {
        if (bytes < 1 || bytes > ObjectStore.MOST_BYTES) {
            throw new IllegalArgumentException("bytes: 1 to " + ObjectStore.MOST_BYTES);
        }
        if (sha256.length() != 64 || !DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256");
        }
    }

    /** Refers to this content under this key. */
    public static ObjectReference of(ObjectKey key, byte[] content) {
        return new ObjectReference(key, content.length, digest(content));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    public static ObjectReference parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not an object reference");
        }
        return new ObjectReference(new ObjectKey(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    /** Key, length and digest, divided by spaces. */
    public String text() {
        return key + " " + bytes + " " + sha256;
    }

    /**
     * Reads the object.
     *
     * @throws KilnException {@code content_lost} if it is not there, or not what was written; {@code store_unavailable}
     */
    public byte[] read(ObjectStore store) {
        byte[] content = get(store);
        if (content.length != bytes || !digest(content).equals(sha256)) {
            throw lost("it is not what was written");
        }
        return content;
    }

    private byte[] get(ObjectStore store) {
        try {
            return store.get(key, bytes).orElseThrow(() -> lost("it is not there"));
        } catch (KilnException refused) {
            throw refused.code() == ErrorCode.TOO_LARGE ? lost("it is longer than what was written") : refused;
        }
    }

    private KilnException lost(String how) {
        return new KilnException(ErrorCode.CONTENT_LOST, "What was stored of it cannot be used: " + how + ".");
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
