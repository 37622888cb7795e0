package dev.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code kiln}, on a machine without a JDK, against a server that answers as Temurin's does. */
class KilnScriptIT {
    @TempDir
    Path folder;

    private Path clone = Path.of("");
    private HttpServer temurin = startServer();
    private String checksum = "";

    private record Said(int exitCode, String text) {}

    @BeforeEach
    void makeCloneAndArchive() throws Exception {
        clone = Files.createDirectories(folder.resolve("clone"));
        Files.copy(root().resolve("kiln"), clone.resolve("kiln"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path jdk = folder.resolve("made/jdk-25.0.1+8");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\necho fetched " + program);
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Path archive = folder.resolve("jdk.tar.gz");
        run(
                Map.of(),
                "tar",
                "-czf",
                archive.toString(),
                "-C",
                folder.resolve("made").toString(),
                "jdk-25.0.1+8");
        byte[] bytes = Files.readAllBytes(archive);
        checksum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        serve("/jdk.tar.gz", () -> bytes);
        serve("/v3/assets/latest/25/hotspot", this::answer);
    }

    @AfterEach
    void stopServer() {
        temurin.stop(0);
    }

    @Test
    void fetchesAJdkWhereThereIsNoneAndUsesItFromThenOn() throws Exception {
        Said first = kiln("mvn", "--version");
        Said second = kiln("mvn", "--version");

        assertThat(first.text()).contains("fetching Temurin");
        assertThat(folder.resolve("home/.kiln/jdk/jdk-25.0.1+8/bin/javac")).isExecutable();
        assertThat(second.text()).doesNotContain("fetching");
        try (var left = Files.list(folder.resolve("home/.kiln/jdk"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void throwsAnArchiveAwayThatIsNotWhatTemurinNames() throws Exception {
        checksum = "0".repeat(64);

        Said said = kiln("mvn", "--version");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.text()).contains("does not have the checksum");
        try (var left = Files.list(folder.resolve("home/.kiln/jdk"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhereNothingCanBeFetched() throws Exception {
        temurin.stop(0);

        Said said = kiln("up");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.text()).contains("did not answer", "install a JDK 25 and set JAVA_HOME to it");
    }

    @Test
    void scriptsAreCleanToShellcheck() throws Exception {
        Said said = run(
                Map.of("PATH", System.getenv("PATH")),
                "shellcheck",
                root().resolve("kiln").toString(),
                root().resolve(".ci/run").toString(),
                root().resolve("backend/cli/src/main/resources/dev/kiln/cli/confine/confine.sh")
                        .toString());

        assertThat(said).isEqualTo(new Said(0, ""));
    }

    /** Runs the script where no JDK is: with an empty home and without the usual places, which unshare hides. */
    private Said kiln(String... arguments) throws Exception {
        Files.createDirectories(folder.resolve("home"));
        String script = "mount -t tmpfs none /usr/lib/jvm; exec \"$@\"";
        String[] command = new String[] {
            "unshare", "--mount", "--propagation=private", "--", "sh", "-c", script, "sh", clone + "/kiln"
        };
        String[] all = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(command), java.util.Arrays.stream(arguments))
                .toArray(String[]::new);
        return run(
                Map.of(
                        "HOME",
                        folder.resolve("home").toString(),
                        "PATH",
                        "/usr/sbin:/usr/bin:/sbin:/bin",
                        "no_proxy",
                        "127.0.0.1",
                        "KILN_TEMURIN_URL",
                        address()),
                all);
    }

    private Said run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!environment.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private byte[] answer() {
        String described = "[{\"binary\": {\"package\": {\n  \"checksum\": \"" + checksum + "\",\n  \"link\": \""
                + address() + "/jdk.tar.gz\",\n  \"name\": \"jdk.tar.gz\"}}}]\n";
        return described.getBytes(StandardCharsets.UTF_8);
    }

    private String address() {
        return "http://127.0.0.1:" + temurin.getAddress().getPort();
    }

    private static HttpServer startServer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void serve(String path, java.util.function.Supplier<byte[]> body) {
        temurin.createContext(path, exchange -> {
            byte[] bytes = body.get();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static Path root() {
        return Path.of("../..").toAbsolutePath().normalize();
    }
}
