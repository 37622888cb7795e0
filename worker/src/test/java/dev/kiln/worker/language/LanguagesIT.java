package dev.kiln.worker.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kiln.execution.Content;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.execution.Limits;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import dev.kiln.execution.SourceFile;
import dev.kiln.execution.Submission;
import dev.kiln.language.Discovery;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageTest;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.queue.Lane;
import dev.kiln.testkit.Submissions;
import dev.kiln.worker.RealSandbox;
import dev.kiln.worker.run.ExecutionRunner;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every program of every language file, in a real box. A language that is not installed fails, unless the environment
 * names it in {@code KILN_ABSENT_LANGUAGES} (ids with commas): then the end of the tests says that it was left out, and
 * one that is named there but installed fails too, so that the list cannot grow old.
 */
class LanguagesIT {
    private static final Set<String> ABSENT = absent();

    private static KilnBoxSandbox sandbox;

    @BeforeAll
    static void openSandbox() {
        sandbox = RealSandbox.open();
    }

    @AfterAll
    static void closeSandboxAndTellWhatWasLeftOut() {
        sandbox.close();
        if (!ABSENT.isEmpty()) {
            System.out.println("Languages that were not tested, as KILN_ABSENT_LANGUAGES says: " + ABSENT);
        }
    }

    @TestFactory
    Stream<DynamicNode> everyLanguage() throws InterruptedException {
        List<Discovery> found = new ToolchainDiscovery(InstalledLanguages.places())
                .discover(InstalledLanguages.catalog().languages());
        return found.stream().map(LanguagesIT::testsOf);
    }

    private static DynamicNode testsOf(Discovery discovery) {
        Language language = discovery.language();
        boolean named = ABSENT.contains(language.id());
        return switch (discovery) {
            case Discovery.Missing missing ->
                dynamicTest(
                        language.id() + (named ? " is left out" : " is installed"),
                        () -> assertThat(named)
                                .as(missing.reason() + "; mend: " + String.join(" ", missing.mend()))
                                .isTrue());
            case Discovery.Present(InstalledLanguage installed) ->
                named
                        ? dynamicTest(language.id() + " is absent, as KILN_ABSENT_LANGUAGES says", () -> {
                            throw new AssertionError("it is installed: take it out of KILN_ABSENT_LANGUAGES");
                        })
                        : dynamicContainer(language.id(), programs(installed));
        };
    }

    private static Stream<DynamicNode> programs(InstalledLanguage installed) {
        return Stream.concat(
                Stream.of(dynamicTest("is prepared", () -> prepare(installed))),
                installed.language().tests().stream()
                        .map(test -> dynamicTest(test.name(), () -> run(prepare(installed), test))));
    }

    private static InstalledLanguage prepare(InstalledLanguage installed) throws InterruptedException {
        return InstalledLanguages.preparation().prepare(installed);
    }

    private static void run(InstalledLanguage installed, LanguageTest test) {
        sandbox.expose(installed.expose());
        try (Box box = sandbox.open()) {
            ExecutionResult result = new ExecutionRunner("namespaces").run(submission(installed, test), installed, box);

            PhaseReport last = Objects.requireNonNull(result.run() != null ? result.run() : result.compile());
            assertThat(result.outcome())
                    .as(text(last))
                    .isEqualTo(test.expected().outcome());
            compare(test.expected(), result, last);
        }
    }

    private static void compare(LanguageTest.Expectation expected, ExecutionResult result, PhaseReport last) {
        if (expected.exitCode() != null) {
            assertThat(last.exitCode()).as(text(last)).isEqualTo(expected.exitCode());
        }
        if (expected.stdout() != null) {
            assertThat(last.stdout()).as(text(last)).isEqualTo(Content.of(expected.stdout()));
        }
        if (expected.stderrContains() != null) {
            assertThat(result.outcome() == Outcome.COMPILE_ERROR ? text(last) : text(last.stderr()))
                    .contains(expected.stderrContains());
        }
    }

    private static Submission submission(InstalledLanguage installed, LanguageTest test) {
        return new Submission(
                ExecutionId.create(0, Instant.now()),
                Submissions.TENANT,
                Lane.STANDARD,
                new LanguageChoice(installed.language().id(), null),
                test.files().entrySet().stream()
                        .map(file -> new SourceFile(file.getKey(), Content.of(file.getValue())))
                        .toList(),
                test.args(),
                Content.of(test.stdin()),
                installed.language().run().limits().over(Limits.standard()),
                null);
    }

    private static String text(PhaseReport report) {
        return text(report.stdout()) + "\n--- stderr:\n" + text(report.stderr());
    }

    private static String text(Content content) {
        return content.text().orElse("(no text)");
    }

    private static Set<String> absent() {
        String named = System.getenv().getOrDefault("KILN_ABSENT_LANGUAGES", "");
        var absent = new TreeSet<String>();
        Stream.of(named.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .forEach(absent::add);
        return absent;
    }
}
