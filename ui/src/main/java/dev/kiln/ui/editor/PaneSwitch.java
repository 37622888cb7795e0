package dev.kiln.ui.editor;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Nav;
import dev.kiln.ui.component.KilnIcon;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The bar at the bottom of a narrow page, where one pane is seen at a time. */
final class PaneSwitch extends Nav {
    private final Map<Pane, Button> buttons = new EnumMap<>(Pane.class);

    PaneSwitch(Consumer<Pane> chosen) {
        addClassName("kiln-panes");
        getElement().setAttribute("aria-label", "Panes");
        for (Pane pane : Pane.values()) {
            var button = new Button(pane.word, new KilnIcon(pane.icon), _ -> chosen.accept(pane));
            button.setId("pane-" + pane.key());
            button.addThemeVariants(ButtonVariant.TERTIARY);
            buttons.put(pane, button);
            add(button);
        }
    }

    void show(Pane shown) {
        buttons.forEach(
                (pane, button) -> button.getElement().setAttribute("aria-pressed", Boolean.toString(pane == shown)));
    }

    /** What a narrow page can show. */
    enum Pane {
        CODE("Code", "code"),
        RUN("Run", "terminal");

        private final String word;
        private final String icon;

        Pane(String word, String icon) {
            this.word = word;
            this.icon = icon;
        }

        /** As the style sheet names it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
