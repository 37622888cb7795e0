package dev.kiln.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a key's secret, as 64 hexadecimal digits. A secret has 256 random bits, so a plain hash is enough: there is
 * nothing to guess that salt or stretching would slow down.
 */
public record KeyHash(String hex) {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the text is not 64 hexadecimal digits in lower case */
    public KeyHash {
        if (hex.length() != 64 || !SYNTAX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a key hash");
        }
    }

    /** The hash of what a caller presents. */
    public static KeyHash of(KeySecret secret) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** What names the key to people. */
    public KeyId id() {
        return new KeyId(hex.substring(0, KeyId.LENGTH));
    }
}
