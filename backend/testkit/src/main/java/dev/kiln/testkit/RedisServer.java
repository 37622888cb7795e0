package dev.kiln.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Redis of a test's own on a free port of the loopback, with the settings that Kiln asks for: append-only file,
 * synced at every write, nothing evicted. It needs {@code redis-server} on the PATH and fails without.
 */
public final class RedisServer implements AutoCloseable {
    private static final String PASSWORD = "test-password";

    private final int port;
    private final Path folder;
    private Process process;

    private RedisServer(int port, Path folder) {
        this.port = port;
        this.folder = folder;
        this.process = launch();
    }

    /** Starts a server and waits until it answers. */
    public static RedisServer start() {
        try {
            var server = new RedisServer(freePort(), Files.createTempDirectory("kiln-redis-"));
            server.awaitAnswer();
            return server;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A port of the loopback that was free a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public int port() {
        return port;
    }

    public String password() {
        return PASSWORD;
    }

    /** As {@code KILN_REDIS_URL} takes it. */
    public String url() {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
    }

    /** Ends the process at once, as a crash does; the data stays. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again on the same port and data. */
    public void restart() {
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Process launch() {
        var command = List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--requirepass",
                PASSWORD,
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction",
                "--save",
                "",
                "--dir",
                folder.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException absent) {
            throw new UncheckedIOException("redis-server is needed on the PATH: apt-get install redis-server", absent);
        }
    }

    private void awaitAnswer() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("redis-server ended; its log is in " + folder);
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.getOutputStream().write(("AUTH " + PASSWORD + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG".length());
            return new String(answer, StandardCharsets.US_ASCII).endsWith("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
