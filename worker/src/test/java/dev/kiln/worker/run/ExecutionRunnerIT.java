package dev.kiln.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.kiln.queue.Lane;
import dev.kiln.testkit.Submissions;
import dev.kiln.worker.RealSandbox;
import dev.kiln.worker.language.InstalledLanguages;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExecutionRunnerIT {
    private static final Limits LIMITS = Limits.standard();

    private static KilnBoxSandbox sandbox;
    private static InstalledLanguage bash;
    private static InstalledLanguage c;

    @BeforeAll
    static void openSandbox() throws InterruptedException {
        sandbox = RealSandbox.open();
        bash = installed("bash");
        c = installed("c");
    }

    @AfterAll
    static void closeSandbox() {
        sandbox.close();
    }

    @Test
    void aProgramThatEndsWellIsASuccessWithItsTimesAndMemory() {
        ExecutionResult result = run(bash, "cat", "typed\n", LIMITS, null);

        PhaseReport run = Objects.requireNonNull(result.run());
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(result.compile()).isNull();
        assertThat(result.languageVersion()).isEqualTo(bash.version());
        assertThat(result.isolation()).isEqualTo("namespaces");
        assertThat(run.stdout()).isEqualTo(Content.of("typed\n"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.memoryBytes()).isPositive();
        assertThat(run.wallMillis()).isPositive();
    }

    @Test
    void aWrongAnswerIsToldOnlyOfAProgramThatEndedWell() {
        assertThat(run(bash, "echo 41", "", LIMITS, "42").outcome()).isEqualTo(Outcome.WRONG_ANSWER);
        assertThat(run(bash, "echo '42  '", "", LIMITS, "42").outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(run(bash, "echo 41; exit 1", "", LIMITS, "42").outcome()).isEqualTo(Outcome.RUNTIME_ERROR);
    }

    @Test
    void aLimitIsToldBeforeTheProgramsOwnFailure() {
        var shortLimits = new Limits(5_000, 200, LIMITS.memoryBytes(), 64, 1 << 20, 1 << 20);
        var quietLimits = new Limits(5_000, 10_000, LIMITS.memoryBytes(), 64, 10, 1 << 20);

        assertThat(run(bash, "sleep 30", "", shortLimits, null).outcome()).isEqualTo(Outcome.WALL_TIME_EXCEEDED);
        assertThat(run(bash, "echo far too much of it; exit 3", "", quietLimits, null)
                        .outcome())
                .isEqualTo(Outcome.OUTPUT_EXCEEDED);
    }

    @Test
    void aProgramThatDoesNotCompileIsNotRun() {
        ExecutionResult result = run(c, "int main(void) { return nothing; }\n", "", LIMITS, null);

        assertThat(result.outcome()).isEqualTo(Outcome.COMPILE_ERROR);
        assertThat(result.run()).isNull();
        assertThat(Objects.requireNonNull(result.compile()).stderr().text().orElseThrow())
                .contains("nothing");
    }

    @Test
    void aProgramThatCompilesTellsBothSteps() {
        ExecutionResult result =
                run(c, "#include <stdio.h>\nint main(void) { puts(\"built\"); return 0; }\n", "", LIMITS, null);

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(Objects.requireNonNull(result.compile()).exitCode()).isZero();
        assertThat(Objects.requireNonNull(result.run()).stdout()).isEqualTo(Content.of("built\n"));
    }

    @Test
    void aFileThatIsInTheWayOfAnotherIsARuntimeErrorWithALineOfOurs() {
        try (Box box = sandbox.open()) {
            var files = List.of(
                    new SourceFile("main.sh", Content.of("true")),
                    new SourceFile("a", Content.of("file")),
                    new SourceFile("a/b", Content.of("below a file")));

            ExecutionResult result =
                    new ExecutionRunner("namespaces").run(submission(bash, files, "", LIMITS, null), bash, box);

            PhaseReport run = Objects.requireNonNull(result.run());
            assertThat(result.outcome()).isEqualTo(Outcome.RUNTIME_ERROR);
            assertThat(run.exitCode()).isEqualTo(126);
            assertThat(run.stderr().text().orElseThrow()).startsWith("kiln: ");
        }
    }

    @Test
    void aKilledBoxGivesWhatWasDoneUntilThen() {
        try (Box box = sandbox.open()) {
            box.kill();

            ExecutionResult result = new ExecutionRunner("namespaces")
                    .run(submission(bash, List.of(file(bash, "echo never")), "", LIMITS, null), bash, box);

            assertThat(Objects.requireNonNull(result.run()).stdout()).isEqualTo(Content.empty());
        }
    }

    private static ExecutionResult run(
            InstalledLanguage language, String source, String stdin, Limits limits, @Nullable String expected) {
        sandbox.expose(language.expose());
        try (Box box = sandbox.open()) {
            return new ExecutionRunner("namespaces")
                    .run(submission(language, List.of(file(language, source)), stdin, limits, expected), language, box);
        }
    }

    private static SourceFile file(InstalledLanguage language, String source) {
        return new SourceFile(language.language().sourceName(), Content.of(source));
    }

    private static Submission submission(
            InstalledLanguage language,
            List<SourceFile> files,
            String stdin,
            Limits limits,
            @Nullable String expected) {
        return new Submission(
                ExecutionId.create(0, Instant.now()),
                Submissions.TENANT,
                Lane.STANDARD,
                new LanguageChoice(language.language().id(), null),
                files,
                List.of(),
                Content.of(stdin),
                limits,
                expected == null ? null : Content.of(expected));
    }

    private static InstalledLanguage installed(String id) throws InterruptedException {
        Discovery found = InstalledLanguages.discover(id).getFirst();
        return switch (found) {
            case Discovery.Present(InstalledLanguage language) ->
                InstalledLanguages.preparation().prepare(language);
            case Discovery.Missing missing -> throw new AssertionError(id + " is needed: " + missing.reason());
        };
    }
}
