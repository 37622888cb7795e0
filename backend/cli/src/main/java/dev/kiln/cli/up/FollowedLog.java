package dev.kiln.cli.up;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is appended to a log from now on. Used by one thread. */
final class FollowedLog {
    private static final int LARGEST = 1024 * 1024;

    private final Path file;
    private final String prefix;
    private long position;

    FollowedLog(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
        this.position = size();
    }

    /** Shows the whole lines that came since the last call. */
    void show(Terminal terminal) {
        long size = size();
        if (size < position) { // a new file has taken the place of the one that was full
            position = 0;
        }
        if (size == position) {
            return;
        }
        byte[] fresh = new byte[(int) Math.min(LARGEST, size - position)];
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(position);
            reader.readFully(fresh);
        } catch (IOException e) {
            throw new CommandFailure("the log cannot be read: " + file, "", e);
        }
        int length = fresh.length;
        while (length > 0 && fresh[length - 1] != '\n') {
            length--;
        }
        if (length == 0 && fresh.length == LARGEST) {
            length = LARGEST;
        }
        position += length;
        new String(fresh, 0, length, StandardCharsets.UTF_8).lines().forEach(line -> terminal.answer(prefix + line));
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new CommandFailure("the log cannot be read: " + file, "", e);
        }
    }
}
