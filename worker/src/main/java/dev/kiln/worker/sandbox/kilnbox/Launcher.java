package dev.kiln.worker.sandbox.kilnbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One process of {@code kiln-box serve}, with the pipes to and from it. */
final class Launcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    /** Bytes of the launcher's standard error that are looked at; more than the pipe holds never come. */
    private static final int SHOWN_ERRORS = 2_000;

    private final Process process;
    private final Watchdog watchdog;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CompletableFuture<Void> leaving = new CompletableFuture<>();

    private Launcher(Process process, Watchdog watchdog) {
        this.process = process;
        this.watchdog = watchdog;
        this.reader = new FrameReader(process.getInputStream());
        this.writer = new FrameWriter(process.getOutputStream());
    }

    /** @throws IOException if there is no such program */
    static Launcher start(List<String> command, Watchdog watchdog) throws IOException {
        var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        return new Launcher(builder.start(), watchdog);
    }

    boolean isAlive() {
        return !closed.get() && process.isAlive();
    }

    FrameReader reader() {
        return reader;
    }

    FrameWriter writer() {
        return writer;
    }

    /** Ends the launcher, and with it what runs, after {@code patience}, unless the answer is canceled before. */
    Future<?> watch(Duration patience) {
        return watchdog.watch(process, patience);
    }

    /** Ends the launcher at once; the kernel then kills what runs. */
    void end() {
        Watchdog.end(process);
    }

    /** Lets the launcher clean up and leave, without waiting for it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Future<?> watch = watchdog.watch(process, LEAVING);
        closeQuietly(process.getOutputStream());
        leaving = process.onExit().thenAccept(ended -> {
            watch.cancel(false);
            logErrors(ended);
            closeQuietly(ended.getInputStream());
            closeQuietly(ended.getErrorStream());
        });
    }

    /** Completes when the launcher has left after {@link #close}. */
    CompletableFuture<Void> leaving() {
        return leaving;
    }

    private static void logErrors(Process ended) {
        try {
            InputStream errors = ended.getErrorStream();
            byte[] bytes = errors.readNBytes(Math.min(errors.available(), SHOWN_ERRORS));
            // What it refused of a caller's, it says too, and then leaves as it should.
            if (bytes.length > 0 || ended.exitValue() != 0) {
                LOG.atLevel(ended.exitValue() == 0 ? Level.DEBUG : Level.WARN)
                        .addKeyValue("exitCode", ended.exitValue())
                        .addKeyValue("launcher", new String(bytes, StandardCharsets.UTF_8).strip())
                        .log("The launcher of a box complained");
            }
        } catch (IOException unreadable) {
            LOG.atWarn().setCause(unreadable).log("The launcher's errors cannot be read");
        }
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception gone) {
            // The other end of the pipe is gone, and what was not flushed with it: there is nobody to tell.
            LOG.atDebug().setCause(gone).log("A pipe of a launcher was closed by the other side");
        }
    }
}
