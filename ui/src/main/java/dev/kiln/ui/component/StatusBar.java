package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/**
 * The line under an editor. Position and draft it hears from the editor in the browser: put it beside the editor, into
 * the same parent or one above.
 */
@Tag("kiln-status-bar")
@JsModule("./kiln/status/kiln-status-bar.ts")
public final class StatusBar extends Component implements HasStyle {
    /** @param language name and version */
    public void setLanguage(String language) {
        getElement().setProperty("language", language);
    }

    /** @param isolation what kept the last program in, for example {@code namespaces} */
    public void setIsolation(String isolation) {
        getElement().setProperty("isolation", isolation);
    }
}
