package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Checkout;
import dev.kiln.e2e.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a killed worker left dead, in the hands of an operator at a terminal. */
class DeadLetterDrill {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ExecutionRequest PROGRAM = ExecutionRequest.builder("python")
            .source("import time; time.sleep(3); print('revived')")
            .build();

    /** The first lost worker is the last that an execution gets by itself. */
    private final Stack stack = Stack.start(Map.of(
            "KILN_QUEUE_LEASE", "1s",
            "KILN_QUEUE_RETRY_ATTEMPTS", "1",
            "KILN_QUEUE_REPLAY_TIMES", "0",
            "KILN_SLOTS", "3"));

    private final KilnClient client =
            KilnClient.builder(stack.api(), stack.key()).build();

    @AfterEach
    void stop() {
        client.close();
        stack.close();
    }

    @Test
    void finishesOnceItIsReplayedByCommand() throws IOException, InterruptedException {
        List<String> ids;
        try (Application killed = stack.startWorker()) {
            ids = IntStream.range(0, 3)
                    .mapToObj(_ -> client.submit(PROGRAM).id())
                    .toList();
            ids.forEach(id -> awaitState(id, State.RUNNING));
            killed.kill();
        }
        try (Application _ = stack.startWorker()) {
            ids.forEach(id -> awaitState(id, State.DEAD));
            JsonNode listed = json(kiln("dead", "list", "--reason", "worker_lost", "--json"));
            assertThat(listed.required("deadLetters").valueStream())
                    .extracting(letter -> letter.required("id").asString())
                    .containsExactlyInAnyOrderElementsOf(ids);

            kiln("dead", "replay", ids.getFirst());
            JsonNode job = json(kiln("dead", "replay", "--reason", "worker_lost", "--rate", "100", "--json"));

            assertThat(job.required("state").asString()).isEqualTo("finished");
            assertThat(job.required("done").asInt()).isEqualTo(2);
            for (String id : ids) {
                Execution done = client.await(id, PATIENCE);
                assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
            }
            assertThat(json(kiln("dead", "list", "--json"))
                            .required("deadLetters")
                            .isEmpty())
                    .isTrue();
        }
    }

    private void awaitState(String id, State state) {
        Awaitility.await().atMost(PATIENCE).until(() -> client.get(id).state() == state);
    }

    /** What {@code ./kiln} answers to a command that calls this stack. */
    private String kiln(String... arguments) throws IOException, InterruptedException {
        Path program = Checkout.here().root().resolve("backend/cli/target/kiln-cli.jar");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", program.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", stack.folder().toString()));
        Path complaints = stack.folder().resolve("complaints.log");
        var builder = new ProcessBuilder(command).redirectError(complaints.toFile());
        builder.environment().put("KILN_ADMIN_URL", stack.admin().toString());
        builder.environment().put("KILN_OPERATOR_KEY", stack.key());
        Process process = builder.start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s; see %s", command, complaints).isZero();
        return answer;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
