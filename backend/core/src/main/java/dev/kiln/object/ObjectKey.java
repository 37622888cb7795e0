package dev.kiln.object;

import java.util.regex.Pattern;

/**
 * Names an object: 1 to 6 parts of {@code a-z 0-9 -}, divided by {@code /}, at most 200 characters. There is no dot in
 * it, so that no key climbs out of a folder or is taken for a hidden file.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    private static final int MOST_CHARACTERS = 200;
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,5}");

    /** @throws IllegalArgumentException if the text is not a key */
    public ObjectKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an object key");
        }
    }

    /** Whether the text has the form of a key. */
    public static boolean isValid(String text) {
        return text.length() <= MOST_CHARACTERS && SYNTAX.matcher(text).matches();
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
