package dev.kiln.client;

import org.jspecify.annotations.Nullable;

/**
 * What a compile step or a run did.
 *
 * @param exitCode 0 to 255, or null if the program did not exit by itself
 * @param signal the number of the signal that ended it, or null
 * @param stdout what it wrote to standard output, up to the limit
 * @param stderr what it wrote to standard error, up to the limit
 * @param stdoutTruncated whether there was more standard output
 * @param stderrTruncated whether there was more standard error
 * @param cpuMillis CPU time of all processes, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes the highest memory use of all processes together, bytes
 */
public record Phase(
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        Content stdout,
        Content stderr,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        long cpuMillis,
        long wallMillis,
        long memoryBytes) {}
