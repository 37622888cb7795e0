package dev.kiln.execution;

import org.jspecify.annotations.Nullable;

/**
 * What came out of the attempt that was committed.
 *
 * @param outcome how the program ended
 * @param languageVersion the version that compiled or ran it
 * @param compile the compile step, or null if the language has none
 * @param run the run, or null if the compile step failed
 * @param isolation the isolation level that was in force, for example {@code namespaces}
 */
public record ExecutionResult(
        Outcome outcome,
        String languageVersion,
        @Nullable PhaseReport compile,
        @Nullable PhaseReport run,
        String isolation) {
    /** CPU time of all steps together, milliseconds. */
    public long cpuMillis() {
        return (compile == null ? 0 : compile.cpuMillis()) + (run == null ? 0 : run.cpuMillis());
    }
}
