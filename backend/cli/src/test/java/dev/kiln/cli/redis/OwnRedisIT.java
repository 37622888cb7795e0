package dev.kiln.cli.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.process.Backoff;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.process.ServiceState;
import dev.kiln.cli.process.Supervisor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnRedisIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(1));

    @TempDir
    Path parent;

    private DataFolder data = DataFolder.at(Path.of("/nowhere"));
    private @Nullable Supervisor supervisor;
    private String url = "";

    enum Which {
        CARRIED,
        OF_THE_MACHINE
    }

    @BeforeEach
    void makeFolder() {
        data = DataFolder.at(parent);
        DataLock.take(data).close();
        data.prepare();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (supervisor != null) {
            supervisor.kill();
        }
    }

    @ParameterizedTest
    @EnumSource(Which.class)
    void keepsWhatItAnsweredThroughKillMinus9(Which which) throws Exception {
        Supervisor running = start(program(which));
        for (int i = 0; i < 200; i++) {
            assertThat(ask("RPUSH queue execution-" + i)).isEqualTo(":" + (i + 1));
        }

        ProcessHandle.of(running.states().getFirst().pid()).orElseThrow().destroyForcibly();

        await().atMost(SOON).untilAsserted(() -> {
            ServiceState state = running.states().getFirst();
            assertThat(state.restarts()).isEqualTo(1);
            assertThat(state.phase()).isEqualTo(ServiceState.Phase.READY);
        });
        assertThat(ask("LLEN queue")).isEqualTo(":200");
    }

    @Test
    void keepsWhatItAnsweredThroughAStopAndTheNextStart() throws Exception {
        start(program(Which.CARRIED));
        ask("SET accepted yes");
        supervisor().stop();

        start(program(Which.CARRIED));

        assertThat(ask("STRLEN accepted")).isEqualTo(":3");
    }

    @Test
    void writesEveryCommandAtOnceAndThrowsNothingAway() throws Exception {
        start(program(Which.CARRIED));

        assertThat(setting("appendonly")).isEqualTo("yes");
        assertThat(setting("appendfsync")).isEqualTo("always");
        assertThat(setting("maxmemory-policy")).isEqualTo("noeviction");
        assertThat(Long.parseLong(setting("maxmemory"))).isGreaterThanOrEqualTo(256L * 1024 * 1024);
    }

    @Test
    void wantsItsPasswordAndTellsNobodyElse() throws Exception {
        Supervisor running = start(program(Which.CARRIED));
        String password = url.substring("redis://:".length(), url.indexOf('@'));

        assertThat(exchange("PING")).first().asString().startsWith("-NOAUTH");

        Path settings = data.run().resolve("redis.conf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        long pid = running.states().getFirst().pid();
        assertThat(Path.of("/proc/" + pid + "/cmdline")).content().doesNotContain(password);
    }

    private RedisProgram program(Which which) {
        return switch (which) {
            case CARRIED -> RedisProgram.unpack(data.programs());
            case OF_THE_MACHINE ->
                RedisProgram.ofMachine(SearchPath.ofThisProcess()).orElseThrow();
        };
    }

    private Supervisor start(RedisProgram program) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        OwnRedis redis = new OwnRedis(data, Confinement.ofThisProcess(base()), program, port);
        url = redis.url();
        supervisor = new Supervisor(List.of(redis.service()), data.logs(), QUICK, (state, pause) -> {});
        supervisor.start();
        supervisor.awaitReady(SOON);
        return supervisor;
    }

    private static Path base() throws Exception {
        return Confinement.isRoot() ? Files.createDirectories(Path.of("/run/kiln-test")) : Path.of("/nowhere");
    }

    private Supervisor supervisor() {
        return java.util.Objects.requireNonNull(supervisor);
    }

    private String setting(String name) throws Exception {
        return ask("CONFIG GET " + name, 5);
    }

    private String ask(String command) throws Exception {
        return ask(command, 1);
    }

    /** The line of this number in the answer to a command. */
    private String ask(String command, int line) throws Exception {
        String password = url.substring("redis://:".length(), url.indexOf('@'));
        List<String> lines = exchange("AUTH " + password, command);
        assertThat(lines).first().isEqualTo("+OK");
        return lines.get(line);
    }

    private List<String> exchange(String... commands) throws Exception {
        URI address = URI.create(url.replaceFirst(":[^/:]+@", ""));
        List<String> lines = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream()
                    .write((String.join("\r\n", commands) + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            reader.lines().forEach(lines::add);
        }
        return lines;
    }
}
