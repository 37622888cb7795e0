package dev.kiln.tenant;

/** The rule for names that people give and other people read, in a terminal too: nothing in them acts on what shows them. */
public final class ShownName {
    /** How long a name may be. */
    public static final int MOST_CHARACTERS = 100;

    private ShownName() {}

    /** Whether a text is a name: not blank, up to 100 characters, none of which is not to be shown. */
    public static boolean isValid(String text) {
        return text.length() <= MOST_CHARACTERS
                && !text.isBlank()
                && text.codePoints().noneMatch(ShownName::acts);
    }

    /** @throws IllegalArgumentException if the text is not a name */
    static String checked(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "a name has 1 to " + MOST_CHARACTERS + " characters and no control characters");
        }
        return name;
    }

    private static boolean acts(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
