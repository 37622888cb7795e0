package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.ControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are too long, too wide, or go the other way. */
@ExtendWith(Stage.class)
class UnrulyTextJourney {
    private static final String OVERRIDE = "\u202e";
    private static final String HEBREW = "\u05d0\u05d1\u05d2 \u05d3\u05d4";
    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    /** One character for whoever breaks lines, so that more of it would be wider than a line may be. */
    private static final String STACKED = "Z" + "\u0334\u0321\u0301".repeat(5);

    /** Writes what is in its text and what it reads, an override that nothing ends, and bytes that are no text. */
    private static final String PROGRAM =
            """
            # %1$s
            import sys
            text = '%1$s'
            print(text)
            print(sys.argv[1:], input())
            print('\\t' * 40 + 'tabbed')
            print('x' * 200_000)
            print(text, file=sys.stderr)
            sys.stderr.flush()
            sys.stdout.buffer.write(text.encode() + b'\\xff')
            sys.exit(text)
            """.formatted(OVERRIDE + "override " + HEBREW + FAMILY.repeat(80) + STACKED + "w".repeat(400));

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {1280, 400})
    void leaveThePageItsShapeAndItsWords(int width, ControlPlane control, Browser browser) {
        browser.resize(width, 800);
        EditorPage page = SignInPage.at(browser, control.ide()).signIn(Stage.LONGEST_NAME, ControlPlane.PASSWORD);
        var shape = new Shape(browser);
        page.paste(PROGRAM);
        assertHolds(shape, "the editor");

        page.showRun();
        page.give(OVERRIDE + HEBREW + "w".repeat(2_000), OVERRIDE + "a".repeat(2_000) + HEBREW);
        assertHolds(shape, "the input");

        page.run();
        page.awaitOutcome("Ended with exit code 1");
        page.awaitOutput("stdout", "tabbed");
        page.awaitOutput("note", "no text (UTF-8)");
        assertHolds(shape, "the output");
        assertThat(browser.ask("""
                        const scroller = document.querySelector('#output').shadowRoot.querySelector('.scroller');
                        return scroller.scrollWidth - scroller.clientWidth;""")).as("lines break in the console").isEqualTo(0L);

        browser.click("#me");
        browser.seen("#change-password");
        assertHolds(shape, "the menu");
    }

    @Test
    void noticesWhatIsPlanted(ControlPlane control, Browser browser) {
        SignInPage.at(browser, control.ide());
        var shape = new Shape(browser);
        assertHolds(shape, "signing in");

        browser.ask("""
                const planted = document.createElement('p');
                planted.id = 'planted';
                planted.textContent = arguments[0] + 'backwards';
                planted.style.width = '3000px';
                document.querySelector('h1').after(planted);
                """, OVERRIDE);

        assertThat(shape.overflowing().toString()).contains("planted", "sideways");
        assertThat(shape.reordered().toString()).contains("backwards");
    }

    private static void assertHolds(Shape shape, String where) {
        assertThat(shape.overflowing()).as("beyond the edge of " + where).isEmpty();
        assertThat(shape.reordered()).as("reordered in " + where).isEmpty();
    }
}
