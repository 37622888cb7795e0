package dev.kiln.cli.run;

import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.Phase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exit code of {@code kiln run}: the program's own where it has one.
 *
 * <pre>
 * 0-255    the program's own
 * 128 + n  a signal ended it
 * 124      a limit ended it (as of timeout(1))
 * 125      Kiln has no result
 * </pre>
 *
 * A program that did not compile has none: then it is the compiler's.
 */
final class ExitCode {
    static final int LIMIT = 124;
    static final int NO_RESULT = 125;
    private static final int SIGNALED = 128;

    private ExitCode() {}

    static int of(Execution execution) {
        @Nullable Outcome outcome = execution.outcome();
        if (outcome == null) {
            return NO_RESULT;
        }
        return switch (outcome) {
            case SUCCESS, RUNTIME_ERROR, WRONG_ANSWER -> of(Objects.requireNonNull(execution.run()));
            case COMPILE_ERROR -> Math.max(1, of(Objects.requireNonNull(execution.compile())));
            case CPU_TIME_EXCEEDED, WALL_TIME_EXCEEDED, MEMORY_EXCEEDED, OUTPUT_EXCEEDED -> LIMIT;
            case UNKNOWN -> NO_RESULT;
        };
    }

    private static int of(Phase phase) {
        if (phase.exitCode() != null) {
            return phase.exitCode();
        }
        return phase.signal() == null ? NO_RESULT : SIGNALED + phase.signal();
    }
}
