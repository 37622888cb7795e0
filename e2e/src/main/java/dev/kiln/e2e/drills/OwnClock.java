package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** A time of day of a process' own, which can be set while it runs. */
final class OwnClock implements AutoCloseable {
    private final Shim shim;
    private final Path offset;

    private OwnClock(Shim shim, Path offset) {
        this.shim = shim;
        this.offset = offset;
    }

    /** @param ahead of the machine's clock; negative if it is behind */
    static OwnClock ahead(Duration ahead) {
        try {
            var clock = new OwnClock(Shim.compile("clock"), Files.createTempFile("kiln-clock-", ".offset"));
            clock.set(ahead);
            return clock;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Sets it, at once. */
    void set(Duration ahead) {
        ByteBuffer nanos =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(ahead.toNanos());
        try (var channel = Files.newByteChannel(offset, StandardOpenOption.WRITE)) {
            channel.write(nanos.flip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What a process needs in its environment to go by this clock. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", shim.library().toString(), "KILN_CLOCK_OFFSET", offset.toString());
    }

    @Override
    public void close() throws IOException {
        Files.delete(offset);
        shim.close();
    }
}
