package dev.kiln.language;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a caller names a language: {@code id} or {@code id:version}. Immutable.
 *
 * @param name id or alias, lower case
 * @param version the beginning of a version, in whole numbers, or null for any
 */
public record LanguageReference(String name, @Nullable String version) {
    /** The longest text that {@link #parse} looks at, in characters. */
    public static final int MAXIMUM_LENGTH = 64;

    /**
     * Reads a reference; upper case is taken as lower case. Text that cannot name a language becomes a reference that
     * no catalogue knows, so that there is one way to say "unknown".
     */
    public static LanguageReference parse(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            return new LanguageReference("", null);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new LanguageReference(text.toLowerCase(Locale.ROOT), null);
        }
        return new LanguageReference(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1));
    }

    /** Whether an installed version is meant: {@code 3.1} is met by {@code 3.1.2} and not by {@code 3.11.2}. */
    public boolean matches(String installedVersion) {
        return version == null || installedVersion.equals(version) || installedVersion.startsWith(version + ".");
    }
}
