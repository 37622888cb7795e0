package dev.kiln.cli.run;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process was given to read. */
final class StandardInput {
    /** What the execution API takes at most in one request. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

    private StandardInput() {}

    /** Whether a person types it; then nobody waits for it unless told so. */
    static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(DESCRIPTOR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** All of it. */
    static byte[] read() {
        try {
            byte[] bytes = System.in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new CommandFailure("the input is larger than 16 MiB", "make it smaller");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandFailure("standard input cannot be read", "", e);
        }
    }
}
