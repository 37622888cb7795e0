package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A disk whose power can be lost: a library under a process notes how much of each file was synced, and whatever was
 * written beyond that is cut off when the power goes. A file that was never synced is left empty; that it exists is held
 * to be safe. Good for files that are only appended to or written once, as Redis' are.
 */
final class VolatileDisk implements AutoCloseable {
    private static final int NOTE_BYTES = 16;

    private final Shim shim;
    private final Path notes;

    private VolatileDisk(Shim shim, Path notes) {
        this.shim = shim;
        this.notes = notes;
    }

    static VolatileDisk create() {
        try {
            return new VolatileDisk(Shim.compile("synced"), Files.createTempFile("kiln-synced-", ".notes"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What a process needs in its environment to write to this disk. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", shim.library().toString(), "KILN_SYNCED_NOTES", notes.toString());
    }

    /** How often something was synced. */
    long syncs() {
        try {
            return Files.size(notes) / NOTE_BYTES;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Takes from the files of a folder what was not synced. Their process must have ended.
     *
     * @return how many bytes that was
     */
    long losePower(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<Long, Long> synced = syncedBytes();
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".log"))
                    .toList();
            long lost = 0;
            for (Path file : written) {
                long inode = (Long) Files.getAttribute(file, "unix:ino");
                lost += cut(file, synced.getOrDefault(inode, 0L));
            }
            return lost;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(notes);
        shim.close();
    }

    private static long cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long lost = Math.max(0, channel.size() - bytes);
            if (lost > 0) {
                channel.truncate(bytes);
            }
            return lost;
        }
    }

    /** By the file's inode: Redis renames what it has written. */
    private Map<Long, Long> syncedBytes() throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(notes)).order(ByteOrder.nativeOrder());
        var synced = new HashMap<Long, Long>();
        while (all.remaining() >= NOTE_BYTES) {
            synced.merge(all.getLong(), all.getLong(), Math::max);
        }
        return synced;
    }
}
