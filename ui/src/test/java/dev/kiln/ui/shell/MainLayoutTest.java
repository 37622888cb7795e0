package dev.kiln.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.browserless.mocks.MockResponse;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.server.VaadinServletResponse;
import dev.kiln.account.PasswordChange.Answer;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ViewPackages(packages = "dev.kiln.ui.component") // no routes: the views are made by hand
class MainLayoutTest extends BrowserlessTest {
    private final FakeSignedIn signedIn = new FakeSignedIn();
    private MainLayout layout;

    @BeforeEach
    void show() {
        layout = new MainLayout(signedIn, (current, next) -> Answer.CHANGED);
        UI.getCurrent().add(layout);
    }

    @Test
    void showsTheViewInItsMainPart() {
        var view = new Div("the view");
        layout.showRouterLayoutContent(view);

        assertThat(view.getElement().getParent().getTag()).isEqualTo("main");
        layout.removeRouterLayoutContent(view);
        assertThat(view.getElement().getParent()).isNull();
    }

    @Test
    void namesWhoeverIsSignedIn() {
        MenuItem me = find(MenuBar.class).single().getItems().getLast();

        assertThat(me.getElement().getTextRecursively()).isEqualTo("ada");
    }

    @Test
    void signsOut() {
        click("sign-out");

        assertThat(signedIn.isSignedOut()).isTrue();
    }

    @Test
    void opensTheDialogForThePassword() {
        click("change-password");

        assertThat(find(PasswordDialog.class).exists()).isTrue();
    }

    @Test
    void changesTheThemeAndRemembersIt() {
        click("theme-dark");

        assertThat(item("theme-dark").isChecked()).isTrue();
        assertThat(item("theme-system").isChecked()).isFalse();
        Cookie cookie = response().getCookie("kiln-theme");
        assertThat(cookie.getValue()).isEqualTo("dark");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
    }

    @Test
    void narrowsAndWidensTheRail() {
        test(find(Button.class).id("rail-toggle")).click();
        assertThat(layout.getElement().getAttribute("rail")).isEqualTo("narrow");

        test(find(Button.class).id("rail-toggle")).click();
        assertThat(layout.getElement().getAttribute("rail")).isEqualTo("wide");
    }

    @Test
    void opensTheRailAsADrawer() {
        test(find(Button.class).id("drawer-toggle")).click();

        assertThat(layout.getElement().hasAttribute("drawer")).isTrue();
    }

    private static MockResponse response() {
        return (MockResponse) VaadinServletResponse.getCurrent().getResponse();
    }

    private void click(String id) {
        MenuItem item = item(id);
        com.vaadin.flow.component.ComponentUtil.fireEvent(item, new com.vaadin.flow.component.ClickEvent<>(item));
    }

    private MenuItem item(String id) {
        return find(MenuBar.class).single().getItems().stream()
                .flatMap(root -> root.getSubMenu().getItems().stream())
                .filter(item -> item.getId().orElse("").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
