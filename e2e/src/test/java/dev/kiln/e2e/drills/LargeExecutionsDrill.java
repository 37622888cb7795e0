package dev.kiln.e2e.drills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kiln.client.ApiException;
import dev.kiln.client.ClientException;
import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Limits;
import dev.kiln.client.Outcome;
import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Stack;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionState;
import dev.kiln.object.ObjectStore;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.queue.RedisObjectSweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What is too large for Redis, through real processes, and what is left when one dies between its object and Redis. */
class LargeExecutionsDrill {
    private static final int FIVE_MEBIBYTES = 5 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A process dies between two of its steps, a few milliseconds apart: that may take some trials. */
    private static final int TRIALS = 30;

    private final Stack stack = Stack.start(Map.of("KILN_SLOTS", "1", "KILN_QUEUE_LEASE", "2s"));
    private final KilnClient client =
            KilnClient.builder(stack.api(), stack.key()).build();

    @AfterEach
    void stop() {
        client.close();
        stack.close();
    }

    @Test
    void runsFiveMebibytesOfInputToFiveMebibytesOfOutput() {
        stack.startWorker();
        byte[] bytes = new byte[FIVE_MEBIBYTES];
        new Random(5).nextBytes(bytes);
        Content input = Content.of(bytes);
        ExecutionRequest request = copying(input)
                .file("data/large.bin", Content.of(bytes))
                .limits(Limits.defaults().withOutputBytes(2L * FIVE_MEBIBYTES))
                .build();

        Execution done = client.await(client.submit(request).id(), PATIENCE);

        assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(requireNonNull(done.run()).stdout()).isEqualTo(input);
        String inRedis = String.valueOf(redis().<String, String>opsForHash().entries("kiln:{p0}:exec:" + done.id()));
        assertThat(inRedis).hasSizeLessThan(2_048);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(objects("_"))
                        .singleElement()
                        .asString()
                        .startsWith("executions_" + done.id() + "_result_"));
    }

    @Test
    void refusesTheLargeAndRunsTheSmallWhileObjectsAreAway() throws IOException {
        stack.startWorker();
        Path away = stack.folder().resolve("away");
        Files.move(stack.objects(), away);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.submit(large()))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("store_unavailable"))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1)));
        Execution small = client.submitAndWait(
                ExecutionRequest.builder("python").source("print(1)").build(), PATIENCE);
        assertThat(small.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(redis().keys("kiln:{p0}:exec:*")).hasSize(1);

        Files.move(away, stack.objects());
        assertThat(client.submitAndWait(large(), PATIENCE).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void sweepsWhatAnApiLeftThatDiedBetweenObjectAndQueue() {
        Trial trial = () -> {
            Thread submit = Thread.ofVirtual().start(this::submitInVain);
            awaitObject("_submission_");
            stack.apiProcess().kill();
            await().atMost(PATIENCE).until(() -> !submit.isAlive());
            if (redis().keys("kiln:{p0}:exec:*").isEmpty()) {
                return true;
            }
            stack.apiProcess().restart();
            redis().delete(redis().keys("kiln:*"));
            sweepUntil(List.of());
            return false;
        };

        repeatUntilIt(trial);

        assertThat(objects("_submission_")).hasSize(1);
        sweepUntil(List.of());
    }

    @Test
    void sweepsWhatAWorkerLeftThatDiedBetweenObjectAndCommit() {
        Trial trial = () -> {
            Application worker = stack.startWorker();
            String id = client.submit(writing()).id();
            awaitObject(id + "_result_");
            worker.kill();
            return !state(id).isFinal();
        };

        repeatUntilIt(trial);

        String orphan = objects("_result_").stream()
                .filter(name -> !state(idOf(name)).isFinal())
                .findFirst()
                .orElseThrow();
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            sweep().sweepAll();
            return !objects("_").contains(orphan);
        });
        stack.startWorker();
        Execution again = client.await(idOf(orphan), PATIENCE);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(requireNonNull(again.run()).stdout().text()).isEqualTo("y".repeat(FIVE_MEBIBYTES));
    }

    private interface Trial {
        /** Whether the process died where it should. */
        boolean hits();
    }

    private static void repeatUntilIt(Trial trial) {
        for (int number = 1; number <= TRIALS; number++) {
            if (trial.hits()) {
                System.out.println("it died where it should in trial " + number);
                return;
            }
        }
        throw new AssertionError("it never died where it should");
    }

    private void submitInVain() {
        try {
            client.submit(large());
        } catch (ClientException died) {
            System.out.println("no answer: " + died.getMessage());
        }
    }

    private void awaitObject(String part) {
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofNanos(1))
                .until(() -> !objects(part).isEmpty());
    }

    private void sweepUntil(List<String> left) {
        await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> {
            sweep().sweepAll();
            assertThat(objects("_")).containsExactlyElementsOf(left);
        });
    }

    /** With a grace that a test can wait for. */
    private RedisObjectSweep sweep() {
        return new RedisObjectSweep(
                redis(), QueuePolicy.standard(), stack.port(ObjectStore.class), Duration.ofMillis(100));
    }

    private StringRedisTemplate redis() {
        return stack.port(StringRedisTemplate.class);
    }

    private ExecutionState state(String id) {
        return stack.port(ExecutionStore.class)
                .find(new ExecutionId(id))
                .orElseThrow()
                .state();
    }

    /** The files of objects whose name has that part. */
    private List<String> objects(String part) {
        try (Stream<Path> files = Files.list(stack.objects())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith(".") && name.contains(part))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String idOf(String name) {
        return name.replaceFirst("executions_([^_]+)_.*", "$1");
    }

    private static ExecutionRequest.Builder copying(Content input) {
        String program = "import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)";
        return ExecutionRequest.builder("python")
                .file("main.py", Content.of(program))
                .stdin(input);
    }

    private static ExecutionRequest large() {
        return copying(Content.of("x".repeat(FIVE_MEBIBYTES)))
                .limits(Limits.defaults().withOutputBytes(2L * FIVE_MEBIBYTES))
                .build();
    }

    private static ExecutionRequest writing() {
        return ExecutionRequest.builder("python")
                .source("print('y' * " + FIVE_MEBIBYTES + ", end='')")
                .limits(Limits.defaults().withOutputBytes(2L * FIVE_MEBIBYTES))
                .build();
    }
}
