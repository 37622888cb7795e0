package dev.kiln.tenant;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret of an API key: {@code kiln_} and 43 digits of URL-safe base64. Never logged, never stored by us. */
public final class KeySecret {
    private static final Pattern SYNTAX = Pattern.compile("kiln_[0-9A-Za-z_-]{43}");
    private static final String BEARER = "bearer ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private KeySecret(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not a key; the message does not repeat it */
    public static KeySecret of(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not an API key");
        }
        return new KeySecret(text);
    }

    /**
     * The secret that a call carries ({@code Authorization: Bearer …}, RFC 6750).
     *
     * @param authorization the values of all its headers of that name
     * @return empty unless there is just one, of this scheme, with what may be a key
     */
    public static Optional<KeySecret> ofBearer(List<String> authorization) {
        if (authorization.size() != 1 || !authorization.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String text = authorization.getFirst().substring(BEARER.length()).strip();
        return isValid(text) ? Optional.of(new KeySecret(text)) : Optional.empty();
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

    private static boolean isValid(String text) {
        return text.length() == 48 && SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "kiln_…";
    }
}
