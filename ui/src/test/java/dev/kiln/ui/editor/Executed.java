package dev.kiln.ui.editor;

import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.Phase;
import dev.kiln.client.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Executions as the API would tell them. */
final class Executed {
    static final String ID = "0-01k9xq3v5e8m2n4p6r7s9t0v1w";

    private Executed() {}

    static Execution finished(Outcome outcome, @Nullable Phase compile, @Nullable Phase run) {
        return execution(State.FINISHED, outcome, compile, run, null);
    }

    static Execution succeeded(String stdout) {
        return finished(Outcome.SUCCESS, null, phase(0, null, stdout, ""));
    }

    static Execution canceled() {
        return execution(State.CANCELED, null, null, null, null);
    }

    static Execution dead(String message) {
        return execution(State.DEAD, null, null, null, new Execution.Failure("worker_lost", message));
    }

    static Phase phase(@Nullable Integer exitCode, @Nullable Integer signal, String stdout, String stderr) {
        return new Phase(exitCode, signal, Content.of(stdout), Content.of(stderr), false, false, 40, 1_000, 9_000_000);
    }

    private static Execution execution(
            State state,
            @Nullable Outcome outcome,
            @Nullable Phase compile,
            @Nullable Phase run,
            Execution.@Nullable Failure failure) {
        Instant then = Instant.parse("2026-11-25T10:00:00Z");
        return new Execution(
                ID,
                state,
                outcome,
                new Execution.Language("python", "3.11.2"),
                1,
                then,
                then,
                then,
                compile,
                run,
                outcome == null ? null : "namespaces",
                failure);
    }
}
