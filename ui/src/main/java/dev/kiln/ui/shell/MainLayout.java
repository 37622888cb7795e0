package dev.kiln.ui.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.RouterLayout;
import dev.kiln.account.PasswordChange;
import jakarta.annotation.security.PermitAll;

/** Rail at the left, top bar, and the view. On a narrow page the rail is a drawer. */
@Layout
@PermitAll
public final class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {
    private static final String NARROW = "narrow";
    private static final String WIDE = "wide";

    private final Rail rail = new Rail();
    private final TopBar topBar;
    private final Main main = new Main();

    public MainLayout(SignedIn signedIn, PasswordChange passwordChange) {
        addClassName("kiln-shell");
        getElement()
                .setAttribute(
                        "rail", Preference.RAIL.read().filter(NARROW::equals).orElse(WIDE));
        topBar = new TopBar(signedIn, passwordChange, this::toggleRail, this::openDrawer);
        main.setId("main");
        var backdrop = new Div();
        backdrop.addClassName("backdrop");
        backdrop.addClickListener(_ -> closeDrawer());
        add(rail, backdrop, topBar, main);
        Shortcuts.addShortcutListener(rail, this::closeDrawer, Key.ESCAPE).listenOn(rail);
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        main.getElement().removeAllChildren();
        main.getElement().appendChild(content.getElement());
    }

    @Override
    public void removeRouterLayoutContent(HasElement oldContent) {
        main.getElement().removeAllChildren();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        closeDrawer();
        rail.showWhere(event.getLocation().getPath());
        topBar.showWhere(titleOf(event.getActiveChain().getFirst()));
    }

    private static String titleOf(HasElement view) {
        PageTitle title = view.getClass().getAnnotation(PageTitle.class);
        return title == null ? "" : title.value();
    }

    private void toggleRail() {
        String next = NARROW.equals(getElement().getAttribute("rail")) ? WIDE : NARROW;
        getElement().setAttribute("rail", next);
        Preference.RAIL.write(next);
    }

    private void openDrawer() {
        getElement().setAttribute("drawer", true);
    }

    private void closeDrawer() {
        getElement().removeAttribute("drawer");
    }
}
