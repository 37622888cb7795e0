package dev.kiln.tenant;

import java.util.regex.Pattern;

/** Names one tenant: 1 to 63 of {@code a-z 0-9 -}, beginning with a letter or digit. */
public record TenantId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException if the text is not an id */
    public TenantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a tenant id");
        }
    }

    /** Whether the text has the form of an id. */
    public static boolean isValid(String text) {
        return text.length() <= 63 && SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
