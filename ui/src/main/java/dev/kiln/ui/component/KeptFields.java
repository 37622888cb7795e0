package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/**
 * Fields whose texts the browser keeps for each document, at each key that is pressed. Each field has an id, and tells its
 * value by the event {@code input}, as it does in the modes {@code EAGER}, {@code LAZY} and {@code TIMEOUT}.
 */
@Tag("kiln-kept-fields")
@JsModule("./kiln/input/kiln-kept-fields.ts")
public final class KeptFields extends Component implements HasComponents {
    public KeptFields(Component... fields) {
        add(fields);
    }

    /**
     * Shows what the browser keeps for a document; the fields then tell it as if it had just been typed.
     *
     * @param key names person, project and file, so that texts do not meet
     */
    public void open(String key) {
        getElement().callJsFunction("open", key);
    }
}
