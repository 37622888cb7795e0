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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Redis of a test's own on a free port of the loopback, with the settings that Kiln asks for: append-only file,
 * synced at every write, nothing evicted. It needs {@code redis-server} on the PATH and fails without.
 */
public final class RedisServer implements AutoCloseable {
    private static final String PASSWORD = "test-password";

    private final Path folder;
    private final Launch launch;
    private Process process;

    private RedisServer(Path folder, Launch launch) {
        this.folder = folder;
        this.launch = launch;
        this.process = launch();
    }

    /**
     * How a server is started.
     *
     * @param wrapper the command that starts it, before its own words; empty for none
     * @param address what it listens on and is reached at
     * @param port which must be free there
     * @param environment more variables
     * @param arguments more arguments, which win over those that every server gets
     */
    public record Launch(
            List<String> wrapper, String address, int port, Map<String, String> environment, List<String> arguments) {
        public Launch {
            wrapper = List.copyOf(wrapper);
            environment = Map.copyOf(environment);
            arguments = List.copyOf(arguments);
        }

        /** By itself, on a free port of the loopback. */
        public static Launch plain() {
            return new Launch(List.of(), "127.0.0.1", freePort(), Map.of(), List.of());
        }

        /** The same with more variables and arguments than it has. */
        public Launch with(Map<String, String> variables, List<String> words) {
            var allVariables = new HashMap<>(environment);
            allVariables.putAll(variables);
            var allWords = new ArrayList<>(arguments);
            allWords.addAll(words);
            return new Launch(wrapper, address, port, allVariables, allWords);
        }
    }

    /** Starts a server on the loopback and waits until it answers. */
    public static RedisServer start() {
        return start(Launch.plain());
    }

    /** Starts a server and waits until it answers. */
    public static RedisServer start(Launch launch) {
        try {
            var server = new RedisServer(Files.createTempDirectory("kiln-redis-"), launch);
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
        return launch.port();
    }

    public String password() {
        return PASSWORD;
    }

    /** As {@code KILN_REDIS_URL} takes it. */
    public String url() {
        return url(launch.address(), launch.port());
    }

    /** The same for a server that is reached at another place. */
    public static String url(String address, int port) {
        return "redis://:" + PASSWORD + "@" + address + ":" + port;
    }

    /** Where its append-only file lies. */
    public Path folder() {
        return folder;
    }

    /** Freezes it: its connections stay, and it answers nothing. */
    public void pause() {
        ProcessSignal.STOP.send(process);
    }

    /** Lets it go on after a pause. */
    public void resume() {
        ProcessSignal.CONT.send(process);
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
        var command = new ArrayList<>(launch.wrapper());
        command.addAll(List.of(
                "redis-server",
                "--port",
                Integer.toString(launch.port()),
                "--bind",
                launch.address(),
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
                folder.toString()));
        command.addAll(launch.arguments());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis.log").toFile()));
        builder.environment().putAll(launch.environment());
        try {
            return builder.start();
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
            socket.connect(new InetSocketAddress(launch.address(), launch.port()), 1_000);
            socket.setSoTimeout(1_000);
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
