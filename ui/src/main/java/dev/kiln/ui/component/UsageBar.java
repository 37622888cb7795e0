package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** A thin bar: how much of a limit was used. */
@Tag("kiln-usage-bar")
@JsModule("./kiln/usage/kiln-usage-bar.ts")
public final class UsageBar extends Component implements HasStyle {
    private UsageBar(String label, String quantity, long value, long limit) {
        getElement().setProperty("label", label);
        getElement().setProperty("quantity", quantity);
        getElement().setProperty("value", (double) value);
        getElement().setProperty("limit", (double) limit);
    }

    /** Of a time, both in milliseconds. */
    public static UsageBar ofDuration(String label, long millis, long limitMillis) {
        return new UsageBar(label, "duration", millis, limitMillis);
    }

    /** Of a size, both in bytes. */
    public static UsageBar ofSize(String label, long bytes, long limitBytes) {
        return new UsageBar(label, "size", bytes, limitBytes);
    }
}
