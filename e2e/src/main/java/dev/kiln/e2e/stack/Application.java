package dev.kiln.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of Kiln's applications as a process of its own. */
public final class Application implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final Path log;

    private Application(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a jar; its output goes to a file of its name in the folder. */
    static Application launch(String name, Path jar, Path folder, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(java, "-Xmx512m", "-XX:+UseSerialGC", "-jar", jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KILN_"));
        builder.environment().putAll(environment);
        try {
            return new Application(name, builder.start(), log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits until the application says that it is ready. */
    void awaitReady(int port) {
        long end = System.nanoTime() + START.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            while (System.nanoTime() < end && process.isAlive()) {
                if (isReady(http, ready)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(name + " does not become ready; its log is " + log);
    }

    private static boolean isReady(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
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

    /** Ends it at once, as a lost machine does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to leave, as SIGTERM does, and waits until it has. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Stops it; without effect if it has ended. */
    @Override
    public void close() {
        stop();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not end within " + STOP + "; its log is " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
