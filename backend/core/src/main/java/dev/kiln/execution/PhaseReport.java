package dev.kiln.execution;

import org.jspecify.annotations.Nullable;

/**
 * What a compile or run step did.
 *
 * @param exitCode 0 to 255, or null if the main process did not exit by itself
 * @param signal the number of the signal that ended the main process, or null if none did
 * @param stdout what it wrote, at most its output limit
 * @param stderr likewise
 * @param stdoutTruncated whether bytes of standard output were thrown away
 * @param stderrTruncated likewise of standard error
 * @param cpuMillis CPU time used by all processes, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes the highest memory use of all processes together, bytes
 */
public record PhaseReport(
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        Content stdout,
        Content stderr,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        long cpuMillis,
        long wallMillis,
        long memoryBytes) {}
