package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes, in memory. Needs root. */
final class SmallDisk implements AutoCloseable {
    private static final int MEBIBYTES = 16;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount() {
        try {
            // Boxes show nothing below /tmp.
            Path folder = Files.createTempDirectory(Path.of(System.getProperty("user.home")), ".kiln-drill-");
            run(List.of("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m,mode=755", "tmpfs", folder.toString()));
            return new SmallDisk(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Path folder() {
        return folder;
    }

    /** Copies a file into a folder of this disk, which it makes, and gives that folder. */
    Path copy(Path file) {
        try {
            Path place = Files.createDirectories(folder.resolve("copies"));
            Files.copy(file, place.resolve(file.getFileName()));
            return place;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Fills it to the last byte. */
    void fill() {
        byte[] some = new byte[64 * 1024];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (int length = some.length; length > 0; ) {
                length = writes(ballast, some, length) ? length : length / 2;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean writes(OutputStream to, byte[] some, int length) {
        try {
            to.write(some, 0, length);
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** How many bytes are left. */
    long left() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Makes room again. */
    void free() {
        try {
            Files.delete(ballast());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", folder.toString()));
        Files.delete(folder);
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
