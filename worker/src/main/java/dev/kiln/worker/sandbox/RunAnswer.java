package dev.kiln.worker.sandbox;

/** What a box answers to a command. */
public sealed interface RunAnswer {
    /** It ran. */
    record Ended(RunReport report) implements RunAnswer {}

    /**
     * The program to start is not there or cannot be executed.
     *
     * @param reason for people
     */
    record NotStarted(String reason) implements RunAnswer {}

    /**
     * A file that was put before cannot be written: something is in its way, or the work folder is full. The command may
     * have run without it, which does not count.
     *
     * @param reason for people
     */
    record FileRefused(String reason) implements RunAnswer {}
}
