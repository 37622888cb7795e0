package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.ControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The server goes away while somebody writes, and comes back. */
@ExtendWith(Stage.class)
class OutageJourney {
    @Test
    void letsAPersonWriteOnAndLosesNothing(ControlPlane control, Browser browser) {
        EditorPage page = SignInPage.at(browser, control.ide()).signIn("ada", ControlPlane.PASSWORD);
        page.paste("print('before')");

        control.kill();
        browser.press(Keys.CONTROL, Keys.END);
        browser.press(" # and");
        browser.await(
                "the word that the server is away", () -> page.connection().contains("Not connected"));
        browser.press(" after");
        assertThat(page.text()).isEqualTo("print('before') # and after");

        control.restart();
        WebElement box = browser.seen(".v-system-error");
        assertThat(box.getText()).contains("Your session has ended");
        assertThat(box.getAriaRole()).isEqualTo("alert");
        browser.press(Keys.ESCAPE);
        browser.seen("#login-name");

        EditorPage again = SignInPage.at(browser, control.ide()).signIn("ada", ControlPlane.PASSWORD);
        assertThat(again.text()).isEqualTo("print('before') # and after");
        assertThat(again.connection()).doesNotContain("Not connected");
        again.run();
        again.awaitOutput("stdout", "before\n");
    }
}
