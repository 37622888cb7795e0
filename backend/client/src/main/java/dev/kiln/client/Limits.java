package dev.kiln.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use; null where the default of the server and the language is wanted. A value over the server's
 * maximum is refused with the code {@code limit_out_of_bounds}.
 *
 * @param cpuMillis CPU time of all processes together, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes memory of all processes together, bytes
 * @param processes processes and threads at once
 * @param outputBytes standard output and standard error together, bytes
 * @param fileBytes the size of one file, bytes
 */
public record Limits(
        @Nullable Long cpuMillis,
        @Nullable Long wallMillis,
        @Nullable Long memoryBytes,
        @Nullable Integer processes,
        @Nullable Long outputBytes,
        @Nullable Long fileBytes) {
    private static final Limits DEFAULTS = new Limits(null, null, null, null, null, null);

    /** The server's defaults throughout. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    public Limits withCpu(Duration time) {
        return new Limits(time.toMillis(), wallMillis, memoryBytes, processes, outputBytes, fileBytes);
    }

    public Limits withWall(Duration time) {
        return new Limits(cpuMillis, time.toMillis(), memoryBytes, processes, outputBytes, fileBytes);
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(cpuMillis, wallMillis, bytes, processes, outputBytes, fileBytes);
    }

    public Limits withProcesses(int count) {
        return new Limits(cpuMillis, wallMillis, memoryBytes, count, outputBytes, fileBytes);
    }

    public Limits withOutputBytes(long bytes) {
        return new Limits(cpuMillis, wallMillis, memoryBytes, processes, bytes, fileBytes);
    }

    public Limits withFileBytes(long bytes) {
        return new Limits(cpuMillis, wallMillis, memoryBytes, processes, outputBytes, bytes);
    }
}
