package dev.kiln.ui.shell;

import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import java.util.Arrays;
import java.util.Locale;

/** Light, dark, or what the person's system says. */
enum Theme {
    SYSTEM("System", "system", ColorScheme.Value.LIGHT_DARK),
    LIGHT("Light", "light", ColorScheme.Value.LIGHT),
    DARK("Dark", "dark", ColorScheme.Value.DARK);

    private final String word;
    private final String icon;
    private final ColorScheme.Value scheme;

    Theme(String word, String icon, ColorScheme.Value scheme) {
        this.word = word;
        this.icon = icon;
        this.scheme = scheme;
    }

    /** What this browser was told to show. */
    static Theme of(VaadinRequest request) {
        String chosen = Preference.THEME.read(request).orElse("");
        return Arrays.stream(values())
                .filter(theme -> theme.key().equals(chosen))
                .findFirst()
                .orElse(SYSTEM);
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String word() {
        return word;
    }

    String icon() {
        return icon;
    }

    ColorScheme.Value scheme() {
        return scheme;
    }
}
