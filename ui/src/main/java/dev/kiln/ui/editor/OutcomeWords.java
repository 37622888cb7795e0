package dev.kiln.ui.editor;

import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.Phase;
import dev.kiln.execution.Limits;
import dev.kiln.ui.component.StateLabel.Look;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as a beginner understands it.
 *
 * @param look whether it went well
 * @param words what happened
 * @param advice what to do about it, empty where nothing is to be done
 */
record OutcomeWords(Look look, String words, String advice) {
    /** The signals that programs commonly end by, Linux numbers. */
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "illegal instruction",
            6, "it aborted itself",
            7, "bad memory access",
            8, "arithmetic error, such as a division by zero",
            9, "killed",
            11, "it touched memory that is not its own",
            15, "asked to end",
            31, "it asked the system for something that is not allowed here");

    /** Of an execution that finished. */
    static OutcomeWords of(Execution result, Limits limits) {
        Outcome outcome = result.outcome();
        return switch (outcome == null ? Outcome.UNKNOWN : outcome) {
            case SUCCESS -> new OutcomeWords(Look.FINISHED, "Finished", "");
            case WRONG_ANSWER ->
                new OutcomeWords(Look.FAILED, "Wrong answer", "The output is not the one that was expected.");
            case COMPILE_ERROR ->
                new OutcomeWords(Look.FAILED, "Did not compile", "The compiler says why in the output.");
            case RUNTIME_ERROR -> runtimeError(result.run());
            case MEMORY_EXCEEDED -> stopped("more than " + Quantities.size(limits.memoryBytes()) + " of memory", "");
            case CPU_TIME_EXCEEDED ->
                stopped(
                        "more than " + Quantities.duration(limits.cpuMillis()) + " of CPU time",
                        "Is there a loop that does not end?");
            case WALL_TIME_EXCEEDED ->
                stopped("longer than " + Quantities.duration(limits.wallMillis()), waitingAdvice(result.run()));
            case OUTPUT_EXCEEDED ->
                stopped(
                        "more than " + Quantities.size(limits.outputBytes()) + " of output",
                        "The beginning of the output is kept.");
            case UNKNOWN ->
                new OutcomeWords(Look.FAILED, "Ended in a way that this page does not know", "Reload the page.");
        };
    }

    private static OutcomeWords stopped(String why, String advice) {
        return new OutcomeWords(Look.FAILED, "Stopped: " + why, advice);
    }

    private static OutcomeWords runtimeError(@Nullable Phase run) {
        if (run != null && run.signal() != null) {
            String meaning = SIGNALS.get(run.signal());
            return new OutcomeWords(
                    Look.FAILED, "Ended by signal " + run.signal() + (meaning == null ? "" : ": " + meaning), "");
        }
        if (run != null && run.exitCode() != null) {
            return new OutcomeWords(Look.FAILED, "Ended with exit code " + run.exitCode(), "");
        }
        return new OutcomeWords(Look.FAILED, "Ended with an error", "");
    }

    /** A program that used hardly any CPU time while it ran out of time was waiting, mostly for input. */
    private static String waitingAdvice(@Nullable Phase run) {
        boolean waited = run != null && run.cpuMillis() < run.wallMillis() / 10;
        return waited ? "It was waiting, perhaps for input: what it reads goes under Input." : "";
    }
}
