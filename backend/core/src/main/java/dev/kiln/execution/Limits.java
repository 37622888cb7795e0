package dev.kiln.execution;

/**
 * What one run may use. No limit can be switched off: each is at least 1.
 *
 * @param cpuMillis CPU time of all processes together, milliseconds
 * @param wallMillis elapsed time, milliseconds
 * @param memoryBytes memory of all processes together, bytes
 * @param processes processes and threads at once
 * @param outputBytes standard output and standard error together, bytes
 * @param fileBytes the size of one file, bytes
 */
public record Limits(
        long cpuMillis, long wallMillis, long memoryBytes, int processes, long outputBytes, long fileBytes) {
    private static final long MIB = 1024L * 1024L;

    public Limits {
        if (cpuMillis < 1 || wallMillis < 1 || memoryBytes < 1 || processes < 1 || outputBytes < 1 || fileBytes < 1) {
            throw new IllegalArgumentException("each limit is at least 1");
        }
    }

    /** What a run may use if the caller says nothing. */
    public static Limits standard() {
        return new Limits(5_000, 10_000, 256 * MIB, 64, MIB, 10 * MIB);
    }

    /** The most that a caller may ask for. */
    public static Limits standardMaximum() {
        return new Limits(15_000, 30_000, 512 * MIB, 128, 16 * MIB, 64 * MIB);
    }
}
