package dev.kiln.tenant;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The secret of an API key: {@code kiln_} and 43 digits of URL-safe base64. Never logged, never stored by us. */
public final class KeySecret {
    private static final Pattern SYNTAX = Pattern.compile("kiln_[0-9A-Za-z_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private KeySecret(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not a key; the message does not repeat it */
    public static KeySecret of(String text) {
        if (text.length() != 48 || !SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
        return new KeySecret(text);
    }

    public static KeySecret create() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new KeySecret("kiln_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** The secret itself, for a header or the one time that it is shown. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "kiln_…";
    }
}
