package dev.kiln.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.lumo.Lumo;

/**
 * The page around the pages: style sheets in their order, push for what happens while a page is open. The server pushes by
 * web socket; what the browser sends comes as requests, so that each passes the checks of size and of who is signed in.
 */
@Push(transport = Transport.WEBSOCKET_XHR)
@Viewport("width=device-width, initial-scale=1")
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet(Lumo.COMPACT_STYLESHEET)
@StyleSheet("kiln/kiln.css")
@StyleSheet("kiln/shell.css")
@StyleSheet("kiln/editor.css")
public final class AppShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("icon", "kiln/icon.svg");
        Theme theme = Theme.of(settings.getRequest());
        if (theme != Theme.SYSTEM) {
            // Before the first paint, so that a page that is to be dark never flashes.
            settings.addInlineWithContents(
                    ":root:root { color-scheme: " + theme.key() + "; }", Inline.Wrapping.STYLESHEET);
        }
    }
}
