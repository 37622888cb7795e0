package dev.kiln.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = LoginView.class)
class NotFoundViewTest extends BrowserlessTest {
    @Test
    void leadsBackFromAnAddressThatLeadsNowhere() {
        UI.getCurrent().navigate("no/such/page");

        assertThat(find(Anchor.class).id("home").getHref()).isEqualTo("/");
        assertThat(find(Main.class).single().getElement().getTextRecursively())
                .contains("There is nothing here")
                .doesNotContain("no/such/page");
    }
}
