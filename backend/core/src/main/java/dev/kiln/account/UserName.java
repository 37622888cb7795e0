package dev.kiln.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that a user signs in with: 1 to 64 of {@code a-z 0-9 . _ @ + -}, beginning with a letter or digit. */
public record UserName(String value) {
    private static final int MAX_LENGTH = 64;
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

    /** @throws IllegalArgumentException if the text is not a name; the message does not repeat it */
    public UserName {
        if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a user name: 1 to 64 of a-z 0-9 . _ @ + -");
        }
    }

    /** The name that somebody typed, capitals and spaces around it forgiven; empty if it can be no user's. */
    public static Optional<UserName> typed(String text) {
        if (text.length() > 2 * MAX_LENGTH) {
            return Optional.empty();
        }
        String name = text.strip().toLowerCase(Locale.ROOT);
        return SYNTAX.matcher(name).matches() ? Optional.of(new UserName(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
