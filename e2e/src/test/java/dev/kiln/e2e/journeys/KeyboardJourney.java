package dev.kiln.e2e.journeys;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.ControlPlane;
import dev.kiln.e2e.stack.RunningKiln;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page for those who have no mouse: nothing here clicks. */
@ExtendWith(Stage.class)
class KeyboardJourney {
    /** More than a page has stops, so that a search for one ends. */
    private static final int MOST_STOPS = 24;

    private static final String FOCUS_IS_IN = "return document.activeElement.closest(arguments[0]) !== null;";
    private static final String FOCUS_IS_ON_ME = "return document.activeElement.querySelector('#me') !== null;";
    private static final String FOCUS_IS_IN_THE_OUTPUT = """
            const output = document.querySelector('#output');
            return document.activeElement === output && output.shadowRoot.activeElement?.className === 'scroller';
            """;
    /** A browser loses a key that comes in the last moment of a scroll. */
    private static final String WATCH_THE_OUTPUT_COME_TO_REST = """
            const scroller = document.querySelector('#output').shadowRoot.querySelector('.scroller');
            scroller.addEventListener('scrollend', () => { window.atRest = scroller.scrollTop; });
            window.atRest = scroller.scrollTop;
            """;

    @Test
    void leadsFromTheSignInOverAProgramAndAnotherPasswordToTheSignOut(ControlPlane control, Browser browser) {
        SignInPage.at(browser, control.ide());
        EditorPage page = signIn(browser, "cleo", ControlPlane.PASSWORD);

        stepBackTo(browser, page, "the language", "#language");
        browser.press("bash");
        browser.await("the program in Bash", () -> page.text().contains("echo"));
        browser.await("the focus in the editor again", page::hasFocus);

        replaceBy(browser, "for n in {1..300}; do echo line $n; done");
        browser.press(Keys.CONTROL, Keys.ENTER);
        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "line 300\n");

        browser.press(Keys.TAB);
        assertThat(page.hasFocus()).as("Tab indents").isTrue();
        browser.press(Keys.ESCAPE);
        stepTo(browser, "the output", FOCUS_IS_IN_THE_OUTPUT);
        browser.ask(WATCH_THE_OUTPUT_COME_TO_REST);
        browser.press(Keys.HOME);
        browser.await("the first line", () -> holds(browser, "return atRest === 0;"));
        browser.press(Keys.END);
        browser.await("the last line", () -> page.outputTop() > 0);

        openMyMenu(browser, page);
        browser.press(Keys.ENTER);
        browser.await("the focus in the dialog", () -> isIn(browser, "#current-password"));
        replacePassword(browser, ControlPlane.PASSWORD, "a different horse");
        browser.await("the focus back on me", () -> holds(browser, FOCUS_IS_ON_ME));

        openMyMenu(browser, page);
        browser.press(Keys.ARROW_DOWN);
        browser.await("the focus on the way out", () -> isIn(browser, "#sign-out"));
        browser.press(Keys.ENTER);

        browser.seen("#login-name");
        signIn(browser, "cleo", "a different horse");
    }

    @Test
    void stopsARunByEscape(RunningKiln kiln, Browser browser) {
        SignInPage.at(browser, kiln.ide());
        EditorPage page = signIn(browser, "admin", kiln.adminPassword());
        replaceBy(browser, "while True: pass");

        browser.press(Keys.CONTROL, Keys.ENTER);
        page.awaitOutcome("Running");
        browser.press(Keys.ESCAPE);

        page.awaitOutcome("Stopped by you");
        assertThat(page.hasFocus()).as("the person goes on where they are").isTrue();
    }

    @Test
    void hearsHowARunEnds(RunningKiln kiln, Browser browser) {
        SignInPage.at(browser, kiln.ide());
        EditorPage page = signIn(browser, "admin", kiln.adminPassword());
        browser.ask("""
                window.heard = [];
                const line = document.querySelector('#outcome');
                new MutationObserver(() => heard.push(line.textContent)).observe(line, { childList: true });
                """);

        replaceBy(browser, "exit(7)");
        browser.press(Keys.CONTROL, Keys.ENTER);
        page.awaitOutcome("Ended with exit code 7");

        assertThat(browser.seen("#outcome").getAriaRole()).isEqualTo("status");
        assertThat(browser.ask("return heard.at(-1);")).isEqualTo("Ended with exit code 7");
        assertThat(page.hasFocus()).as("the person goes on where they are").isTrue();
    }

    @Test
    void seesTheFocusAtEachStopInTheOrderInWhichThePageReads(RunningKiln kiln, Browser browser) {
        SignInPage.at(browser, kiln.ide());
        EditorPage page = signIn(browser, "admin", kiln.adminPassword());
        browser.press(Keys.CONTROL, Keys.ENTER);
        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "Hello");

        assertThat(stops(browser, page))
                .containsExactly(
                        "Kiln, first page",
                        "Code",
                        "Narrow or widen the rail",
                        "Theme",
                        "Language",
                        "Start over",
                        "Run",
                        "Code",
                        "Console",
                        "Console", // what it shows, which the tab sheet scrolls
                        "Copy",
                        "Clear",
                        "Program output");
    }

    @Test
    void noticesAStopThatIsNotSeen(RunningKiln kiln, Browser browser) {
        SignInPage.at(browser, kiln.ide());
        signIn(browser, "admin", kiln.adminPassword());
        browser.ask("document.querySelector('.kiln-rail .brand').focus();");
        browser.press(Keys.TAB);
        assertThat(focusIsSeen(browser)).isTrue();

        browser.ask("document.activeElement.style.outline = 'none';");

        assertThat(focusIsSeen(browser)).isFalse();
    }

    /** Goes from the first stop to the last, and sees each. */
    private static List<String> stops(Browser browser, EditorPage page) {
        List<String> names = new ArrayList<>();
        browser.ask("document.querySelector('.kiln-rail .brand').focus();");
        while (isIn(browser, "body > *") && names.size() < MOST_STOPS) {
            names.add(nameOfFocused(browser));
            assertThat(focusIsSeen(browser))
                    .as("the focus on " + names.getLast())
                    .isTrue();
            leaveEditor(browser, page);
            browser.press(Keys.TAB);
        }
        return names;
    }

    /** Without the language that is chosen. */
    private static String nameOfFocused(Browser browser) {
        String name =
                requireNonNullElse(browser.focused().getAccessibleName(), "").strip();
        return name.startsWith("Language ") ? "Language" : name;
    }

    /** Whether what has the focus looks otherwise than without it. */
    private static boolean focusIsSeen(Browser browser) {
        WebElement stop = browser.focused();
        var focused = Picture.of(browser);
        browser.ask("arguments[0].blur();", stop);
        var left = Picture.of(browser);
        browser.ask("arguments[0].focus();", stop);
        return focused.differsFrom(left, stop.getRect());
    }

    private static EditorPage signIn(Browser browser, String name, String password) {
        browser.await("the focus in the name", () -> isIn(browser, "#login-name"));
        browser.press(name, Keys.TAB, password, Keys.ENTER);
        EditorPage page = EditorPage.awaited(browser);
        browser.await("the focus in the editor", page::hasFocus);
        return page;
    }

    private static void replaceBy(Browser browser, String text) {
        browser.press(Keys.CONTROL, "a");
        browser.press(text);
    }

    private static void openMyMenu(Browser browser, EditorPage page) {
        if (!holds(browser, FOCUS_IS_ON_ME)) {
            stepBackTo(browser, page, "the last of the menus", "vaadin-menu-bar-button");
            assertThat(holds(browser, FOCUS_IS_ON_ME)).as("me").isTrue();
        }
        browser.press(Keys.ENTER);
        browser.await("the focus in the menu", () -> isIn(browser, "#change-password"));
    }

    /** Between two fields lies the button that reveals the password. */
    private static void replacePassword(Browser browser, String current, String next) {
        browser.press(current, Keys.TAB, Keys.TAB, next, Keys.TAB, Keys.TAB, next, Keys.ENTER);
        browser.await(
                "the end of the dialog", () -> browser.all("#current-password").isEmpty());
    }

    private static void stepTo(Browser browser, String what, String script) {
        for (int pressed = 0; pressed < MOST_STOPS && !holds(browser, script); pressed++) {
            browser.press(Keys.TAB);
        }
        assertThat(holds(browser, script)).as(what).isTrue();
    }

    private static void stepBackTo(Browser browser, EditorPage page, String what, String selector) {
        for (int pressed = 0; pressed < MOST_STOPS && !isIn(browser, selector); pressed++) {
            leaveEditor(browser, page);
            browser.press(Keys.SHIFT, Keys.TAB);
        }
        assertThat(isIn(browser, selector)).as(what).isTrue();
    }

    private static void leaveEditor(Browser browser, EditorPage page) {
        if (page.hasFocus()) {
            browser.press(Keys.ESCAPE);
        }
    }

    private static boolean isIn(Browser browser, String selector) {
        return Boolean.TRUE.equals(browser.ask(FOCUS_IS_IN, selector));
    }

    private static boolean holds(Browser browser, String script) {
        return Boolean.TRUE.equals(browser.ask(script));
    }
}
