package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.RunningKiln;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.class)
class SignInJourney {
    @Test
    void leadsAStrangerToTheSignInAndThenToTheirProgram(RunningKiln kiln, Browser browser) {
        SignInPage signIn = SignInPage.at(browser, kiln.ide());
        assertThat(browser.address().getPath()).isEqualTo("/login");

        EditorPage page = signIn.signIn("admin", kiln.adminPassword());

        assertThat(browser.address().getPath()).isEqualTo("/");
        assertThat(page.text()).contains("print(");
    }

    @Test
    void tellsThatThePasswordIsWrong(RunningKiln kiln, Browser browser) {
        SignInPage signIn = SignInPage.at(browser, kiln.ide());

        signIn.submit("admin", "not the password");

        assertThat(signIn.message()).contains("Name or password is not right");
        browser.go(kiln.ide());
        browser.seen("#login-submit");
    }

    @Test
    void signsInOnceByThePrintedLink(RunningKiln kiln, Browser browser) {
        URI link = kiln.signInLink();
        SignInPage.at(browser, link).useLink();
        EditorPage.awaited(browser);
        browser.forget(kiln.ide());

        SignInPage again = SignInPage.at(browser, link);
        again.useLink();

        assertThat(again.message()).contains("This link was used already");
        browser.go(kiln.ide());
        browser.seen("#login-name");
    }
}
