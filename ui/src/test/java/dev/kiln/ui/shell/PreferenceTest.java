package dev.kiln.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.browserless.mocks.MockRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ViewPackages(packages = "dev.kiln.ui.component") // no routes: nothing is shown
class PreferenceTest extends BrowserlessTest {
    @Test
    void readsWhatTheBrowserSent() {
        sent("kiln-language", "java");

        assertThat(Preference.LANGUAGE.read()).contains("java");
    }

    @Test
    void isEmptyWhereTheBrowserSentNothing() {
        assertThat(Preference.LANGUAGE.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<script>", "a b", "UPPER", "aaaaaaaaaabbbbbbbbbbccccccccccddd"})
    void takesNothingThatItWouldNotHaveWritten(String value) {
        sent("kiln-language", value);

        assertThat(Preference.LANGUAGE.read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "20, 20", "80, 80"})
    void readsANumberWithinItsBounds(String value, double number) {
        sent("kiln-code-share", value);

        assertThat(Preference.CODE_SHARE.readNumber(20, 80)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19", "81", "99999", "-5", "many"})
    void takesNoNumberOutOfBounds(String value) {
        sent("kiln-code-share", value);

        assertThat(Preference.CODE_SHARE.readNumber(20, 80)).isEmpty();
    }

    @Test
    void writesNoValueThatItWouldNotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> Preference.LANGUAGE.write("a;b"));
    }

    @ParameterizedTest
    @CsvSource({"light, LIGHT", "dark, DARK", "system, SYSTEM", "pink, SYSTEM"})
    void showsTheSystemsThemeUnlessAnotherWasChosen(String value, Theme theme) {
        sent("kiln-theme", value);

        assertThat(Theme.of(VaadinServletRequest.getCurrent())).isEqualTo(theme);
    }

    private static void sent(String name, String value) {
        ((MockRequest) VaadinServletRequest.getCurrent().getRequest()).addCookie(new Cookie(name, value));
    }
}
