package dev.kiln.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** Whether the page reaches the server; seen only while it does not. */
@Tag("kiln-connection")
@JsModule("./kiln/status/kiln-connection.ts")
public final class ConnectionState extends Component implements HasStyle {
    public ConnectionState() {
        getElement().setProperty("quiet", true);
    }
}
