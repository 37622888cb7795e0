package dev.kiln.worker.sandbox;

/** Hears what a program writes. */
@FunctionalInterface
public interface OutputListener {
    /** The standard streams that a program writes to. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** @param bytes never empty, the listener's to keep; over a run never more than the output limit */
    void onOutput(Stream stream, byte[] bytes);
}
