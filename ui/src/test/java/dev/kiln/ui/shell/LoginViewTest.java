package dev.kiln.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ViewPackages(classes = LoginView.class)
class LoginViewTest extends BrowserlessTest {
    @Test
    void postsNameAndPasswordAsTheServerExpectsThem() {
        open("");

        assertThat(form().getAttribute("method")).isEqualTo("post");
        assertThat(form().getAttribute("action")).isEqualTo("login");
        assertThat(name(find(TextField.class).id("login-name"))).isEqualTo("username");
        assertThat(name(find(PasswordField.class).id("login-password"))).isEqualTo("password");
        assertThat(find(NativeButton.class).id("login-submit").getElement().getAttribute("type"))
                .isEqualTo("submit");
    }

    @Test
    void usesAOneTimeLinkOnlyWhenTheButtonIsPressed() {
        open("token=abc-123");

        Element hidden = form().getChildren()
                .filter(child -> child.getTag().equals("input"))
                .findFirst()
                .orElseThrow();
        assertThat(hidden.getAttribute("name")).isEqualTo("token");
        assertThat(hidden.getAttribute("value")).isEqualTo("abc-123");
        assertThat(find(PasswordField.class).exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=", "token=%3Cscript%3E"})
    void asksForThePasswordWhereTheLinkIsNone(String query) {
        open(query);

        assertThat(find(PasswordField.class).exists()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "error, Name or password is not right",
        "error=throttled, Too many attempts",
        "error=link, This link was used already",
        "error=unavailable, Nobody can be signed in right now",
        "error=%3Cb%3E, Name or password is not right"
    })
    void saysWhyItFailedAndWhatToDo(String query, String words) {
        open(query);

        Div message = find(Div.class).id("login-message");
        assertThat(message.getElement().getTextRecursively()).startsWith(words);
        assertThat(message.getElement().getAttribute("role")).isEqualTo("alert");
    }

    @Test
    void saysNothingBeforeAnythingFailed() {
        open("");

        assertThat(find(Div.class).id("login-message").getElement().getTextRecursively())
                .isEmpty();
    }

    private static void open(String query) {
        UI.getCurrent().navigate("login", QueryParameters.fromString(query));
    }

    private Element form() {
        return find(Div.class)
                .withClassName("card")
                .single()
                .getElement()
                .getChildren()
                .filter(child -> child.getTag().equals("form"))
                .findFirst()
                .orElseThrow();
    }

    private static String name(Component field) {
        return field.getElement().getAttribute("name");
    }
}
