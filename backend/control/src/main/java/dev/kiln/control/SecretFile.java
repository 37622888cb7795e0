package dev.kiln.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A file whose first line is a secret. Messages name the variable and the file, never what is in it. */
public final class SecretFile {
    private static final int LARGEST_BYTES = 4_096;

    private SecretFile() {}

    /**
     * The first line.
     *
     * @param variable who named the file, for the message
     * @throws IllegalArgumentException if the file cannot be read, is larger than 4 KiB or begins with an empty line
     */
    public static String read(String variable, Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IllegalArgumentException(variable + ": " + file + " is too large for a secret");
            }
            String line = Files.readString(file).lines().findFirst().orElse("").strip();
            if (line.isEmpty()) {
                throw new IllegalArgumentException(variable + ": " + file + " is empty");
            }
            return line;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(variable + ": " + file + " cannot be read", unreadable);
        }
    }

    /** Makes the file, for its owner alone, unless it is there. */
    public static void ensure(Path file, Supplier<String> secret) {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (SeekableByteChannel channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                channel.write(ByteBuffer.wrap((secret.get() + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        } catch (FileAlreadyExistsException there) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be made", failed);
        }
    }
}
