package dev.kiln.worker.run;

import dev.kiln.execution.Content;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import dev.kiln.execution.SourceFile;
import dev.kiln.execution.Submission;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.LanguageCommand;
import dev.kiln.language.ProgramSources;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.BoxSpec;
import dev.kiln.worker.sandbox.RunAnswer;
import dev.kiln.worker.sandbox.RunReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt in a box: writes the files, compiles if the language does, runs, and says how it ended. Whatever the
 * program does is a result. Without state, so safe for many threads.
 *
 * <p>Two things that neither the program nor we did as planned are results too, with a line of ours (it begins with
 * {@code kiln: }) in standard error: a file that cannot be written beside the others ends as {@code runtime_error} with
 * exit code 126, and a program that the compile step left out or made unfit to start as {@code runtime_error} with exit
 * code 127, as shells have it.
 */
public final class ExecutionRunner {
    private static final int EXIT_CANNOT = 126;
    private static final int EXIT_NOT_FOUND = 127;

    private final String isolation;

    /** @param isolation the isolation level of the boxes, told in each result */
    public ExecutionRunner(String isolation) {
        this.isolation = isolation;
    }

    /**
     * Runs a submission. If the box is killed meanwhile, the result holds what was done until then.
     *
     * @throws KilnException {@code box_broken} if the box fails; {@code language_unavailable} if the toolchain cannot be
     *     started in it
     */
    public ExecutionResult run(Submission submission, InstalledLanguage language, Box box) {
        var sources = new ProgramSources(
                submission.files().stream().map(SourceFile::path).toList());
        submission.files().forEach(file -> box.put(file.path(), file.content()));
        LanguageCommand.scaffold(language, sources).forEach((path, text) -> box.put(path, Content.of(text)));

        Optional<LanguageCommand> compiler = LanguageCommand.compile(language, sources);
        PhaseReport compile = null;
        if (compiler.isPresent()) {
            Step step = step(box, BoxSpec.of(compiler.get(), Content.empty()), true);
            compile = step.report();
            if (step.end() != RunReport.End.EXITED || !Integer.valueOf(0).equals(compile.exitCode())) {
                return result(Outcome.COMPILE_ERROR, language, compile, null);
            }
        }
        LanguageCommand program = LanguageCommand.run(language, sources, submission.args(), submission.limits());
        Step step = step(box, BoxSpec.of(program, submission.stdin()), false);
        return result(outcome(step, submission.expectedOutput()), language, compile, step.report());
    }

    private ExecutionResult result(
            Outcome outcome, InstalledLanguage language, @Nullable PhaseReport compile, @Nullable PhaseReport run) {
        return new ExecutionResult(outcome, language.version(), compile, run, isolation);
    }

    private static Step step(Box box, BoxSpec spec, boolean compiles) {
        var phase = new Phase();
        return switch (box.run(spec, phase)) {
            case RunAnswer.Ended(RunReport report) -> {
                if (compiles) {
                    limitOf(report, spec).ifPresent(phase::say);
                }
                yield new Step(report.end(), phase.report(report));
            }
            case RunAnswer.NotStarted(String reason) -> {
                if (spec.argv().getFirst().startsWith("/")) {
                    throw new KilnException(
                            ErrorCode.LANGUAGE_UNAVAILABLE, "The toolchain cannot be started: " + reason + ".");
                }
                phase.say(reason);
                yield notRun(phase, EXIT_NOT_FOUND);
            }
            case RunAnswer.FileRefused(String reason) -> {
                var refused = new Phase();
                refused.say(reason);
                yield notRun(refused, EXIT_CANNOT);
            }
        };
    }

    private static Step notRun(Phase phase, int exitCode) {
        var report = new RunReport(RunReport.End.EXITED, exitCode, null, 0, 0, 0, false, false);
        return new Step(report.end(), phase.report(report));
    }

    /** A compiler that met a limit has no words for it itself, and the outcome is but {@code compile_error}. */
    private static Optional<String> limitOf(RunReport report, BoxSpec spec) {
        return switch (report.end()) {
            case MEMORY ->
                Optional.of("the compiler used more than " + spec.limits().memoryBytes() + " bytes of memory");
            case CPU ->
                Optional.of("the compiler used more than " + spec.limits().cpuMillis() + " ms of CPU time");
            case WALL ->
                Optional.of("the compiler took longer than " + spec.limits().wallMillis() + " ms");
            case OUTPUT ->
                Optional.of("the compiler wrote more than " + spec.limits().outputBytes() + " bytes");
            case EXITED, SIGNALED, KILLED -> Optional.empty();
        };
    }

    private static Outcome outcome(Step step, @Nullable Content expected) {
        return switch (step.end()) {
            case MEMORY -> Outcome.MEMORY_EXCEEDED;
            case CPU -> Outcome.CPU_TIME_EXCEEDED;
            case WALL -> Outcome.WALL_TIME_EXCEEDED;
            case OUTPUT -> Outcome.OUTPUT_EXCEEDED;
            case SIGNALED, KILLED -> Outcome.RUNTIME_ERROR;
            case EXITED -> {
                if (!Integer.valueOf(0).equals(step.report().exitCode())) {
                    yield Outcome.RUNTIME_ERROR;
                }
                boolean wrong = expected != null
                        && !ExpectedOutput.matches(expected, step.report().stdout());
                yield wrong ? Outcome.WRONG_ANSWER : Outcome.SUCCESS;
            }
        };
    }

    private record Step(RunReport.End end, PhaseReport report) {}
}
