package dev.kiln.cli.process;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The log of one process: what it printed, in a file of bounded size with its predecessors beside it. */
public final class LogFile {
    private static final long LARGEST = 10L * 1024 * 1024;
    private static final int KEPT = 3;
    private static final int TAIL_BYTES = 64 * 1024;

    private final Path file;

    /** The log in this file, which need not be there yet. */
    public LogFile(Path file) {
        this.file = file;
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    /** Copies until the source ends. One thread at a time. */
    void copy(InputStream source) throws IOException {
        byte[] buffer = new byte[8192];
        long size = Files.exists(file) ? Files.size(file) : 0;
        OutputStream log = open();
        try {
            for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
                if (size + length > LARGEST) {
                    log.close();
                    rotate();
                    log = open();
                    size = 0;
                }
                log.write(buffer, 0, length);
                size += length;
            }
        } finally {
            log.close();
        }
    }

    /** The last lines, at most so many; none if there is no log. */
    public List<String> tail(int lines) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long length = reader.length();
            byte[] end = new byte[(int) Math.min(TAIL_BYTES, length)];
            reader.seek(length - end.length);
            reader.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new CommandFailure("the log cannot be read: " + file, "", e);
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        for (int i = KEPT; i > 0; i--) {
            Path older = sibling(i);
            Path newer = i == 1 ? file : sibling(i - 1);
            if (Files.exists(newer)) {
                Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path sibling(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
