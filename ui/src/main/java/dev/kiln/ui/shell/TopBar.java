package dev.kiln.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.VaadinRequest;
import dev.kiln.account.PasswordChange;
import dev.kiln.ui.component.ConnectionState;
import dev.kiln.ui.component.KilnIcon;
import java.util.EnumMap;
import java.util.Map;

/** Where I am, whether the server is reached, how it looks, me. */
final class TopBar extends Header {
    private final H1 where = new H1();
    private final Map<Theme, MenuItem> themes = new EnumMap<>(Theme.class);

    TopBar(SignedIn signedIn, PasswordChange passwordChange, Runnable toggleRail, Runnable openDrawer) {
        addClassName("kiln-top");
        var space = new Span();
        space.addClassName("space");
        add(
                menu("rail-toggle", "Narrow or widen the rail", toggleRail),
                menu("drawer-toggle", "Pages", openDrawer),
                where,
                space,
                new ConnectionState(),
                menus(signedIn, passwordChange));
    }

    void showWhere(String title) {
        where.setText(title);
    }

    /** One of them is seen, as the page is wide or narrow. */
    private static Button menu(String id, String label, Runnable clicked) {
        var menu = new Button(new KilnIcon("menu"), _ -> clicked.run());
        menu.setId(id);
        menu.setAriaLabel(label);
        menu.addThemeVariants(ButtonVariant.TERTIARY);
        return menu;
    }

    private MenuBar menus(SignedIn signedIn, PasswordChange passwordChange) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE);
        addThemes(bar);
        addMe(bar, signedIn, passwordChange);
        return bar;
    }

    private void addThemes(MenuBar bar) {
        VaadinRequest request = VaadinRequest.getCurrent();
        Theme current = request == null ? Theme.SYSTEM : Theme.of(request);
        MenuItem item = bar.addItem(new KilnIcon(current.icon()));
        item.setId("theme");
        item.setAriaLabel("Theme");
        for (Theme theme : Theme.values()) {
            MenuItem choice = item.getSubMenu().addItem(theme.word(), _ -> choose(theme, item));
            choice.setId("theme-" + theme.key());
            choice.setCheckable(true);
            choice.setChecked(theme == current);
            themes.put(theme, choice);
        }
    }

    private void choose(Theme chosen, MenuItem item) {
        Preference.THEME.write(chosen.key());
        themes.forEach((theme, choice) -> choice.setChecked(theme == chosen));
        item.removeAll();
        item.add(new KilnIcon(chosen.icon()));
        getUI().ifPresent(ui -> ui.getPage().setColorScheme(chosen.scheme()));
    }

    private static void addMe(MenuBar bar, SignedIn signedIn, PasswordChange passwordChange) {
        String name = signedIn.user().name().value();
        var word = new Span(name);
        word.addClassName("name");
        MenuItem me = bar.addItem(new KilnIcon("user"));
        me.add(word);
        me.setId("me");
        me.setAriaLabel("Me: " + name);
        MenuItem password = me.getSubMenu().addItem("Change password", _ -> new PasswordDialog(passwordChange).open());
        password.setId("change-password");
        MenuItem leave = me.getSubMenu().addItem("Sign out", _ -> signedIn.signOut());
        leave.setId("sign-out");
    }
}
