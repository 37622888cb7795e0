package dev.kiln.tenant;

import java.util.regex.Pattern;

/**
 * Names one key without giving it away: the first 20 hexadecimal digits of its {@link KeyHash}. Whoever has the secret can
 * tell the id; nobody can tell the secret from the id.
 */
public record KeyId(String hex) {
    static final int LENGTH = 20;

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the text is not an id */
    public KeyId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("not the id of a key");
        }
    }

    /** Whether the text has the form of an id. */
    public static boolean isValid(String text) {
        return text.length() == LENGTH && SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
        return hex;
    }
}
