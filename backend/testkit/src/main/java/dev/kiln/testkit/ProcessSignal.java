package dev.kiln.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no call for. Needs the program {@code kill}. */
public enum ProcessSignal {
    /** Freezes a process where it stands. */
    STOP,
    /** Lets a frozen process go on. */
    CONT;

    /**
     * Sends it.
     *
     * @throws IllegalStateException if the process is not there any more
     */
    public void send(Process process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(name() + " could not be sent to process " + process.pid());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
