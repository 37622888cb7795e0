package dev.kiln.e2e.stack;

import dev.kiln.testkit.ProcessSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of Kiln's applications as a process of its own, which can be started again after its end. For one thread. */
public final class Application implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final String name;
    private final Path log;
    private final Seat seat;
    private final InetSocketAddress health;
    private final ProcessBuilder builder;
    private Process process;

    private Application(String name, Path log, Seat seat, InetSocketAddress health, ProcessBuilder builder) {
        this.name = name;
        this.log = log;
        this.seat = seat;
        this.health = health;
        this.builder = builder;
        this.process = begin();
    }

    /**
     * Starts a jar; its output goes to a file of its name in the folder.
     *
     * @param health where it answers {@code /readyz}, as seen from its seat
     */
    static Application launch(
            String name, Path jar, Path folder, Seat seat, InetSocketAddress health, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        var command = new ArrayList<>(seat.wrapper());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-jar", jar.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KILN_"));
        builder.environment().putAll(environment);
        builder.environment().putAll(seat.environment());
        return new Application(name, log, seat, health, builder);
    }

    /** Waits until the application says that it is ready. */
    public void awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (System.nanoTime() < end && process.isAlive()) {
                if (isReady()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new IllegalStateException(name + " does not become ready; its log is " + log);
    }

    /** Asked by a process that is started as the application was, because nobody else may reach it where it is. */
    private boolean isReady() throws IOException, InterruptedException {
        var command = new ArrayList<>(seat.wrapper());
        String ask = "exec 3<>/dev/tcp/" + health.getHostString() + "/" + health.getPort()
                + " && printf 'GET /readyz HTTP/1.1\\r\\nHost: kiln\\r\\nConnection: close\\r\\n\\r\\n' >&3"
                + " && head -n 1 <&3 | grep -q ' 200'";
        command.addAll(List.of("timeout", "2", "bash", "-c", ask));
        return new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** What it has started and what those have, now. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** How many lines of its log hold this text. */
    public long logged(String text) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends it at once, as a lost machine does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    /** Freezes it where it stands. */
    public void pause() {
        ProcessSignal.STOP.send(process);
    }

    /** Lets it go on after a pause. */
    public void resume() {
        ProcessSignal.CONT.send(process);
    }

    /** Starts it again as it was, after its end; its log goes on. It need not be ready yet. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " still runs");
        }
        process = begin();
    }

    /** Asks it to leave, as SIGTERM does, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Asks it to leave, as SIGTERM does, and waits until it has. */
    public void stop() {
        terminate();
        awaitEnd(STOP);
    }

    /** Waits for its end and gives its exit status. */
    public int awaitExit(Duration patience) {
        awaitEnd(patience);
        return process.exitValue();
    }

    /** Stops it; without effect if it has ended. */
    @Override
    public void close() {
        stop();
    }

    private Process begin() {
        try {
            return builder.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not end within " + patience + "; its log is " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
