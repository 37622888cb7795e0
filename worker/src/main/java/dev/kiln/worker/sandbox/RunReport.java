package dev.kiln.worker.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a command ended and what it used.
 *
 * @param end what ended it
 * @param exitCode 0 to 255, or null if the main process did not exit by itself
 * @param signal the number of the signal that ended the main process, or null if none did
 * @param cpuMillis CPU time used by all processes, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes the highest memory use of all processes together, bytes
 * @param stdoutTruncated whether bytes of standard output were thrown away
 * @param stderrTruncated likewise of standard error
 */
public record RunReport(
        End end,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        long cpuMillis,
        long wallMillis,
        long memoryBytes,
        boolean stdoutTruncated,
        boolean stderrTruncated) {

    /** What ended a run. A limit wins over the signal that enforced it. */
    public enum End {
        EXITED,
        SIGNALED,
        CPU,
        WALL,
        MEMORY,
        OUTPUT,
        /** {@link Box#kill}. */
        KILLED
    }

    /** The report of a command that was killed before it began. */
    public static RunReport killedBeforeItBegan() {
        return new RunReport(End.KILLED, null, null, 0, 0, 0, false, false);
    }
}
