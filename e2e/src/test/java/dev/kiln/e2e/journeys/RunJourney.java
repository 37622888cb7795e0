package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.e2e.stack.RunningKiln;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.class)
class RunJourney {
    @Test
    void runsAProgramThatWasTyped(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.type("print('made of', 2 * 21, 'pots')");
        assertThat(page.text()).isEqualTo("print('made of', 2 * 21, 'pots')");

        page.run();

        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "made of 42 pots\n");
        assertThat(page.output("stderr")).isEmpty();
        assertThat(browser.all("kiln-usage-bar")).hasSize(3);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void runsAJavaProgram(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.choose("Java");
        page.paste("""
                public class Main {
                    public static void main(String[] args) {
                        System.out.println("fired at " + (1000 + 240) + " degrees");
                        System.err.println("a word of warning");
                    }
                }
                """);

        page.run();

        // The first program of a new Kiln waits until the compiler is prepared, after those of other languages.
        page.awaitOutcome("Finished", Duration.ofMinutes(6));
        page.awaitOutput("stdout", "fired at 1240 degrees\n");
        page.awaitOutput("stderr", "a word of warning\n");
    }

    @Test
    void stopsAnEndlessLoop(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("while True: pass");
        page.run();
        page.awaitOutcome("Running");

        page.stop();

        page.awaitOutcome("Stopped by you");
        browser.seen("#run");
    }

    @Test
    void endsAnEndlessLoopAtItsLimit(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("print('begun', flush=True)\nwhile True: pass");

        page.run();

        page.awaitOutcome("Stopped: ");
        page.awaitOutput("stdout", "begun\n");
    }

    @Test
    void givesAProgramItsInputAndArguments(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("import sys\nprint(sys.argv[1:])\nprint(sys.stdin.read().upper())");
        page.give("wet clay\ndry clay", "plain \"two words\"");

        page.run();

        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "['plain', 'two words']\nWET CLAY\nDRY CLAY\n");
    }

    @Test
    void showsWhatTheCompilerSays(RunningKiln kiln, Browser browser) {
        signIn(kiln, browser);
        EditorPage page = EditorPage.with(browser, kiln.ide(), "c");
        page.paste("int main(void) { return missing; }");

        page.run();

        page.awaitOutcome("Did not compile");
        page.awaitOutput("compiler", "main.c:1:25: error:");
    }

    @Test
    void keepsTheTextOverAReload(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("print('kept')");
        page.give("kept too", "");
        browser.await(
                "the input to be kept",
                () -> browser.ask("return Object.values(localStorage).includes('kept too');")
                        .equals(true));

        browser.reload();

        EditorPage reloaded = EditorPage.awaited(browser);
        assertThat(reloaded.text()).isEqualTo("print('kept')");
        browser.await("the input that was kept", () -> reloaded.stdin().equals("kept too"));
    }

    private static EditorPage signIn(RunningKiln kiln, Browser browser) {
        return SignInPage.at(browser, kiln.ide()).signIn("admin", kiln.adminPassword());
    }
}
