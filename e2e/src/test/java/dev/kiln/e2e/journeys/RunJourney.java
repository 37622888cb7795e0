package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Limits;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.RunningKiln;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.class)
class RunJourney {
    /** How long a page may stand still, on a machine that does other things too. */
    private static final long STANDSTILL_MILLIS = 2_000;

    private static final String WATCH_FRAMES = """
            window.longestFrame = 0;
            let last = performance.now();
            const tick = (now) => {
              longestFrame = Math.max(longestFrame, now - last);
              last = now;
              requestAnimationFrame(tick);
            };
            requestAnimationFrame(tick);
            """;

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
        page.paste("import sys; print(sys.argv[1:], input())");
        page.give("kept too", "and this");

        browser.reload();

        EditorPage reloaded = EditorPage.awaited(browser);
        assertThat(reloaded.text()).isEqualTo("import sys; print(sys.argv[1:], input())");
        reloaded.run();
        reloaded.awaitOutput("stdout", "['and', 'this'] kept too\n");
        assertThat(reloaded.stdin()).isEqualTo("kept too");
    }

    @Test
    void saysThatAProgramWaitsForAWorker(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("print('at last')");
        try (var client = KilnClient.builder(kiln.api(), kiln.apiKey()).build()) {
            List<String> sleepers = occupyEverySlot(client);

            page.run();

            page.awaitOutcome("Waiting for a worker");
            sleepers.forEach(client::cancel);
        }
        page.awaitOutcome("Finished");
        page.awaitOutput("stdout", "at last\n");
    }

    @Test
    void staysAliveUnderAllTheOutputThatAProgramMayWrite(RunningKiln kiln, Browser browser) {
        EditorPage page = signIn(kiln, browser);
        page.paste("while True: print('x' * 79)");
        page.run();
        page.awaitOutcome("more than 1 MiB of output");
        page.awaitOutput("stdout", "x".repeat(79) + "\n");
        browser.ask(WATCH_FRAMES);

        browser.ask("document.querySelector('#output').write('stdout', ('y'.repeat(79) + '\\n').repeat(131072));");

        browser.await("10 MiB more", () -> page.outputLength() > 10 * 1024 * 1024);
        assertThat(((Number) browser.ask("return longestFrame;")).longValue()).isLessThan(STANDSTILL_MILLIS);
    }

    private static List<String> occupyEverySlot(KilnClient client) {
        int slots = Runtime.getRuntime().availableProcessors();
        var sleeper = ExecutionRequest.builder("python")
                .source("import time; time.sleep(25)")
                .limits(Limits.defaults().withWall(Duration.ofSeconds(30)))
                .build();
        List<String> ids = Stream.generate(() -> client.submit(sleeper).id())
                .limit(2L * slots)
                .toList();
        Awaitility.await()
                .atMost(Browser.PATIENCE)
                .until(() -> ids.stream()
                                .filter(id -> client.get(id).state() == State.RUNNING)
                                .count()
                        >= slots);
        return ids;
    }

    private static EditorPage signIn(RunningKiln kiln, Browser browser) {
        return SignInPage.at(browser, kiln.ide()).signIn("admin", kiln.adminPassword());
    }
}
