package dev.kiln.e2e.stack;

import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of Kiln, started and stopped as a person does it: {@code ./kiln up}, with a data folder of its own and on free
 * ports. It builds what is missing. For one thread.
 */
public final class RunningKiln implements AutoCloseable {
    /** A first start may have to build everything. */
    private static final Duration START = Duration.ofMinutes(15);

    private static final Duration STOP = Duration.ofSeconds(90);
    private static final Pattern SIGN_IN_LINK = Pattern.compile("IDE\\s+(http://\\S+/sign-in\\?token=\\S+)");
    /** Boxes show nothing below /tmp or /var/tmp to programs, so what is prepared for them must not lie there. */
    private static final Path PLACE = Path.of(System.getProperty("user.home"));

    private final Path script = Checkout.here().root().resolve("kiln");
    private final Path data;
    private final int port = RedisServer.freePort();
    private final int apiPort = RedisServer.freePort();
    private final Process supervisor;
    private final Thread endWithThisJvm;
    private final URI signInLink;

    private RunningKiln(Map<String, String> settings) {
        try {
            data = Files.createTempDirectory(PLACE, ".kiln-e2e-");
            supervisor = launch(settings);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        endWithThisJvm = new Thread(supervisor::destroy);
        Runtime.getRuntime().addShutdownHook(endWithThisJvm);
        signInLink = awaitReady();
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param settings more of the environment that it is started in
     * @throws IllegalStateException with the end of what it said, if it does not become ready
     */
    public static RunningKiln start(Map<String, String> settings) {
        return new RunningKiln(settings);
    }

    public URI ide() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    /** The printed link that signs in once. */
    public URI signInLink() {
        return signInLink;
    }

    /** The password of {@code admin}. */
    public String adminPassword() {
        return read("admin-password");
    }

    /** The key for programs. */
    public String apiKey() {
        return read("api-key");
    }

    /** The address of its Redis, the password included. */
    public String redisUrl() {
        Map<String, String> settings = read("run/redis.conf")
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1], (first, _) -> first));
        return "redis://:" + settings.get("requirepass") + "@127.0.0.1:" + settings.get("port");
    }

    /** What {@code ./kiln status} says now. */
    public Status status() {
        return Status.of(answerOf("status", "--json", "--data", data.toString()));
    }

    /**
     * What {@code ./kiln} answers to a command about this Kiln, without the end of its last line.
     *
     * @throws IllegalStateException with what it complained of, if its exit code is not 0
     */
    public String answerTo(String... arguments) {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        Path complaints = data.resolve("complaints.log");
        try {
            Process process =
                    inEnvironment(command).redirectError(complaints.toFile()).start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                        + read("complaints.log"));
            }
            return answer.stripTrailing();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ./kiln answered", interrupted);
        }
    }

    /** Everything that was said since the start. */
    public String said() {
        return read("up.log");
    }

    /** What was said since the start, and the end of each process's log. */
    public String evidence() {
        return said() + logs();
    }

    /** Stops it as Ctrl-C does, unless it has stopped, and tells which processes of it are left. */
    public List<String> interrupt() {
        var all = new KilnProcesses(supervisor.toHandle(), data);
        try {
            signal("INT");
            long end = System.nanoTime() + STOP.toNanos();
            while (!supervisor.waitFor(50, TimeUnit.MILLISECONDS)) {
                all.look();
                if (System.nanoTime() > end) {
                    all.kill();
                    throw new IllegalStateException("./kiln up did not end within " + STOP + " of Ctrl-C:\n" + said());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return all.alive();
    }

    /**
     * Stops it by Ctrl-C and removes its data.
     *
     * @throws IllegalStateException if a process of it is left, which is killed then
     */
    @Override
    public void close() {
        var all = new KilnProcesses(supervisor.toHandle(), data);
        try {
            List<String> left = interrupt();
            if (!left.isEmpty()) {
                throw new IllegalStateException("Ctrl-C left behind: " + left + "\n" + said());
            }
        } finally {
            all.kill();
            removeData();
            Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        }
    }

    private Process launch(Map<String, String> settings) throws IOException {
        var command = new ArrayList<>(List.of("env", "--default-signal=INT", script.toString(), "up", "--yes"));
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--api-port", Integer.toString(apiPort)));
        command.addAll(List.of("--worker-port", Integer.toString(RedisServer.freePort())));
        command.addAll(List.of("--admin-port", Integer.toString(RedisServer.freePort())));
        var builder = inEnvironment(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(data.resolve("up.log").toFile());
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static ProcessBuilder inEnvironment(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KILN_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private URI awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (System.nanoTime() < end && supervisor.isAlive()) {
                Matcher link = SIGN_IN_LINK.matcher(said());
                if (link.find()) {
                    return URI.create(link.group(1));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        var what = new IllegalStateException("./kiln up does not become ready; it said:\n" + evidence());
        try {
            close();
        } catch (IllegalStateException alsoLeft) {
            what.addSuppressed(alsoLeft);
        }
        throw what;
    }

    /** The last lines only: the folder goes with the test. */
    private String logs() {
        Path folder = data.resolve("logs");
        if (!Files.isDirectory(folder)) {
            return "";
        }
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(log);
                text.append("\n== ").append(log.getFileName()).append('\n');
                text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return text.toString();
    }

    private void signal(String name) {
        if (!supervisor.isAlive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(supervisor.pid())).start();
            kill.waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String answerOf(String... arguments) {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = inEnvironment(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void removeData() {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
