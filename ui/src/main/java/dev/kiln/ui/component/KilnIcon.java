package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** One of Kiln's icons. Screen readers skip it: a word stands beside it. */
@Tag("kiln-icon")
@JsModule("./kiln/icon/kiln-icon.ts")
public final class KilnIcon extends Component implements HasStyle {
    /** @param name a name of {@code icon-shapes.ts} */
    public KilnIcon(String name) {
        getElement().setProperty("name", name);
    }
}
