package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.e2e.stack.RunningKiln;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page in every look, by the rules that machines can check. */
@ExtendWith(Stage.class)
class AccessibilityJourney {
    private static final String PROGRAM = """
            import sys
            print('\\x1b[32mfired\\x1b[0m')
            print('cracked', file=sys.stderr)
            sys.exit(3)
            """;

    @ParameterizedTest(name = "{0} pixels, dark: {1}")
    @CsvSource({"1280, false", "1280, true", "400, false"})
    void keepsNobodyOut(int width, boolean dark, RunningKiln kiln, Browser browser) {
        browser.resize(width, 800);
        browser.preferDark(dark);
        var axe = new Axe(browser);

        SignInPage signIn = SignInPage.at(browser, kiln.ide());
        assertThat(axe.graveFindings()).as("signing in").isEmpty();
        signIn.submit("admin", "not the password");
        signIn.message();
        assertThat(axe.graveFindings()).as("a wrong password").isEmpty();

        EditorPage page = SignInPage.at(browser, kiln.ide()).signIn("admin", kiln.adminPassword());
        assertThat(axe.graveFindings()).as("the editor").isEmpty();

        page.paste(PROGRAM);
        page.run();
        page.awaitOutcome("exit code 3");
        page.awaitOutput("stderr", "cracked");
        assertThat(axe.graveFindings()).as("the output").isEmpty();

        page.give("clay", "'open");
        page.run();
        page.awaitOutcome("cannot be read");
        assertThat(axe.graveFindings()).as("the input").isEmpty();

        browser.click("#me");
        browser.click("#change-password");
        browser.seen("#current-password input");
        // While it fades in, its words have less contrast than they will have.
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(axe.graveFindings())
                        .as("the dialog for the password")
                        .isEmpty());
    }

    @Test
    void noticesWhatIsPlanted(RunningKiln kiln, Browser browser) {
        SignInPage.at(browser, kiln.ide());
        browser.ask("""
                const planted = document.createElement('img');
                planted.src = 'kiln/icon.svg';
                document.querySelector('main').append(planted);
                document.querySelector('h1').style.color = '#c9c9c9';
                """);

        assertThat(new Axe(browser).graveFindings())
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding).startsWith("critical image-alt"),
                        finding -> assertThat(finding).startsWith("serious color-contrast"));
    }
}
