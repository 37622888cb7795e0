package dev.kiln.object;

/**
 * Where a listing goes on.
 *
 * @param value means something to the store that gave it alone; at most 1,024 characters
 */
public record ObjectCursor(String value) {
    private static final int MOST_CHARACTERS = 1_024;

    public ObjectCursor {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a cursor has 1 to 1024 characters");
        }
    }
}
