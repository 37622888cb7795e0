package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.RunningKiln;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page for those who have little room, or a dark one. */
@ExtendWith(Stage.class)
class LookJourney {
    private static final int PHONE_WIDTH = 400;
    private static final String HAS_NOTHING_BESIDE_IT =
            "return document.documentElement.scrollWidth <= window.innerWidth;";
    /** Of the colour behind the text, 0 to 255. */
    private static final String BRIGHTNESS = """
            const colour = getComputedStyle(document.querySelector('kiln-code-editor').shadowRoot
                .querySelector('.cm-editor')).backgroundColor;
            const seen = colour.endsWith(', 0)') ? getComputedStyle(document.body).backgroundColor : colour;
            const [red, green, blue] = seen.match(/\\d+/g).map(Number);
            return Math.round((red + green + blue) / 3);
            """;

    @Test
    void isOfUseOnAPhone(RunningKiln kiln, Browser browser) {
        browser.resize(PHONE_WIDTH, 800);
        SignInPage signIn = SignInPage.at(browser, kiln.ide());
        assertThat(browser.ask(HAS_NOTHING_BESIDE_IT)).isEqualTo(true);
        EditorPage page = signIn.signIn("admin", kiln.adminPassword());
        assertThat(browser.ask(HAS_NOTHING_BESIDE_IT)).isEqualTo(true);
        page.paste("print('small and useful')");

        page.run();

        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "small and useful");
        assertThat(browser.ask(HAS_NOTHING_BESIDE_IT)).isEqualTo(true);
        assertThat(browser.seen("#output").getSize().getWidth()).isGreaterThan(PHONE_WIDTH * 9 / 10);
        assertThat(browser.all("kiln-code-editor").getFirst().isDisplayed()).isFalse();
        browser.click("#pane-code");
        assertThat(browser.seen("kiln-code-editor").getSize().getWidth()).isGreaterThan(PHONE_WIDTH * 9 / 10);
    }

    @Test
    void isDarkForThoseWhoseSystemIsDarkUnlessTheyChooseLight(RunningKiln kiln, Browser browser) {
        browser.preferDark(true);
        SignInPage.at(browser, kiln.ide()).signIn("admin", kiln.adminPassword());
        assertThat(brightness(browser)).isLessThan(64);

        browser.click("#theme");
        browser.click("#theme-light");

        browser.await("a light page", () -> brightness(browser) > 192);
        browser.reload();
        EditorPage.awaited(browser);
        assertThat(brightness(browser)).isGreaterThan(192);
    }

    private static long brightness(Browser browser) {
        return ((Number) browser.ask(BRIGHTNESS)).longValue();
    }
}
