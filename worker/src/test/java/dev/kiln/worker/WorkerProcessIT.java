package dev.kiln.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.kiln.execution.Content;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionState.Finished;
import dev.kiln.execution.ExecutionState.Queued;
import dev.kiln.execution.ExecutionState.Running;
import dev.kiln.execution.Submission;
import dev.kiln.files.FilesConfiguration;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.Lane;
import dev.kiln.redis.RedisConfiguration;
import dev.kiln.testkit.RedisServer;
import dev.kiln.testkit.Submissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The worker as a process of its own, over a real Redis: how it starts, is killed, leaves and refuses. */
class WorkerProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisServer redis;
    private static AnnotationConfigApplicationContext ports;

    private final List<Process> processes = new ArrayList<>();
    private final int port = RedisServer.freePort();

    @TempDir
    private static Path objects;

    @TempDir
    private Path folder;

    private Path log;

    @BeforeAll
    static void startRedis() {
        RealSandbox.open().close();
        redis = RedisServer.start();
        ports = new AnnotationConfigApplicationContext();
        ports.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("kiln.redis.url", redis.url(), "kiln.objects.path", objects.toString())));
        ports.register(RedisConfiguration.class, FilesConfiguration.class);
        ports.refresh();
    }

    @AfterAll
    static void stopRedis() {
        ports.close();
        redis.close();
    }

    @BeforeEach
    void beginAnew() {
        log = folder.resolve("worker.log");
        StringRedisTemplate template = ports.getBean(StringRedisTemplate.class);
        template.delete(requireNonNull(template.keys("kiln:*")));
    }

    /** Until they have ended: one that still lives would enter itself for the next test. */
    @AfterEach
    void endProcesses() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void runsWhatAKilledWorkerLeftBehind() throws Exception {
        Process first = start(Map.of());
        awaitReady();
        Submission submission = submit("sleep 1; echo survived");
        await().atMost(PATIENCE).until(() -> find(submission).state() instanceof Running);

        first.destroyForcibly();
        first.waitFor();
        start(Map.of());
        Execution done = ports.getBean(ExecutionStore.class)
                .await(submission.id(), PATIENCE)
                .orElseThrow();

        assertThat(done.state()).as(log()).isEqualTo(new Finished());
        assertThat(done.attempts()).isEqualTo(2);
    }

    @Test
    void keepsWhatIsTooLargeForRedisAmongTheObjects() throws Exception {
        start(Map.of());
        awaitReady();
        Submission submission = submit("#" + "x".repeat(200_000) + "\nhead -c 300000 /dev/zero | tr '\\0' y");

        Execution done = ports.getBean(ExecutionStore.class)
                .await(submission.id(), PATIENCE)
                .orElseThrow();

        assertThat(done.state()).as(log()).isEqualTo(new Finished());
        assertThat(requireNonNull(requireNonNull(done.result()).run()).stdout())
                .isEqualTo(Content.of("y".repeat(300_000)));
        await().untilAsserted(() -> {
            try (Stream<Path> files = Files.list(objects)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .singleElement(STRING)
                        .startsWith("executions_" + submission.id() + "_result_");
            }
        });
    }

    @Test
    void handsBackAndExitsWithZeroWhenItIsToldToLeave() throws Exception {
        Process worker = start(Map.of("KILN_DRAIN_SECONDS", "0"));
        awaitReady();
        Submission submission = submit("sleep 9");
        await().atMost(PATIENCE).until(() -> find(submission).state() instanceof Running);

        worker.destroy();

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as(log()).isZero();
        assertThat(find(submission).state()).isEqualTo(new Queued());
        assertThat(ports.getBean(WorkerDirectory.class).workers()).isEmpty();
        ports.getBean(ExecutionQueue.class).cancel(submission.id(), submission.tenant());
    }

    @Test
    void refusesToStartWhereTheBoxDoesNotHold() throws Exception {
        Path launcher = folder.resolve("kiln-box");
        Files.writeString(launcher, """
                #!/bin/sh
                echo '{"version":"1","isolation":"namespaces","cgroup":"v1","holds":false,"checks":[
                {"name":"network","holds":false,"proves":"no other machine can be reached",
                "detail":"a socket was opened","remedy":"Update the kernel."}]}'
                exit 1
                """);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();

        Process worker = start(Map.of("KILN_BOX", launcher.toString()));

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as(log()).isEqualTo(WorkerRefused.EXIT_CODE);
        assertThat(log())
                .contains("network", "a socket was opened", "Update the kernel.")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesToStartWhereBoxesCannotBeShownItsToolchains() throws Exception {
        Path hidden = Path.of("/tmp/kiln-hidden");

        Process worker = start(Map.of("KILN_DATA", hidden.toString()));

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as(log()).isEqualTo(WorkerRefused.EXIT_CODE);
        assertThat(log()).contains(hidden.toString(), "KILN_DATA").doesNotContain("\tat ");
    }

    @Test
    void sweepsOnceAndLeaves() throws Exception {
        Process worker = start(Map.of("KILN_WORKER_MODE", "recover-once"));

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as(log()).isZero();
        assertThat(log()).contains("Nothing is due");
    }

    private Process start(Map<String, String> environment) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "KILN_REDIS_URL", redis.url(),
                        "KILN_OBJECTS_PATH", objects.toString(),
                        "KILN_SLOTS", "2",
                        "KILN_QUEUE_LEASE", "2s",
                        "KILN_WORKER_PORT", Integer.toString(port),
                        "KILN_BOX", RealSandbox.launcher().toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void awaitReady() {
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> isReady(http));
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        assertThat(processes.getLast().isAlive()).as(log()).isTrue();
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                    .build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Submission submit(String script) {
        Submission submission = Submissions.of(Submissions.TENANT, Lane.STANDARD, "bash", "main.sh", script);
        ports.getBean(ExecutionQueue.class).submit(submission);
        return submission;
    }

    private static Execution find(Submission submission) {
        return ports.getBean(ExecutionStore.class).find(submission.id()).orElseThrow();
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
