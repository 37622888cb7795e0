package dev.kiln.language;

import dev.kiln.execution.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The limits in which a language differs from the general ones; null where it does not. Immutable.
 *
 * @param cpuMillis CPU time of all processes, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes memory of all processes together, bytes
 * @param processes processes and threads at once
 * @param outputBytes standard output and error together, bytes
 * @param fileBytes size of one file, bytes
 */
public record LimitOverrides(
        @Nullable Long cpuMillis,
        @Nullable Long wallMillis,
        @Nullable Long memoryBytes,
        @Nullable Integer processes,
        @Nullable Long outputBytes,
        @Nullable Long fileBytes) {

    /** No difference at all. */
    public static final LimitOverrides NONE = new LimitOverrides(null, null, null, null, null, null);

    /** The given limits with each limit that is set here in place of theirs. */
    public Limits over(Limits limits) {
        return new Limits(
                cpuMillis == null ? limits.cpuMillis() : cpuMillis,
                wallMillis == null ? limits.wallMillis() : wallMillis,
                memoryBytes == null ? limits.memoryBytes() : memoryBytes,
                processes == null ? limits.processes() : processes,
                outputBytes == null ? limits.outputBytes() : outputBytes,
                fileBytes == null ? limits.fileBytes() : fileBytes);
    }
}
