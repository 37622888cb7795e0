package dev.kiln.cli.data;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The right to run on a data folder, held by at most one process; the kernel takes it back however that one ends. */
public final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, and creates the folder if it is not there.
     *
     * @throws CommandFailure if another process holds it, naming that one, or the folder cannot be written
     */
    public static DataLock take(DataFolder folder) {
        folder.create();
        Path file = file(folder);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw held(folder);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new DataLock(channel);
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }

    /** The process that holds the lock of a folder now, or empty if none does. */
    public static OptionalLong holder(DataFolder folder) {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock(channel) ? OptionalLong.empty() : OptionalLong.of(writer(file));
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CommandFailure("the lock of the data folder could not be given back", "", e);
        }
    }

    private static CommandFailure held(DataFolder folder) throws IOException {
        return new CommandFailure(
                "a Kiln is running on " + folder.root() + " already (process " + writer(file(folder)) + ")",
                "./kiln status shows it, ./kiln down stops it; --data or KILN_DATA chooses another folder");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static long writer(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static Path file(DataFolder folder) {
        return folder.run().resolve("lock");
    }
}
