package dev.kiln.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.server.AnswerFormat;
import dev.kiln.execution.Content;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Lane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact JSON of each state and outcome, in {@code golden/NAME.json}: one line, of which every byte counts. */
class ExecutionResponseTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.100Z");
    private static final Instant FINISHED = Instant.parse("2026-01-02T03:04:06Z");
    private static final PhaseReport COMPILED = phase(0, null, "", "");

    private static final Map<String, Execution> EXECUTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("queued", waiting("queued", 0, null)),
            Map.entry("running", execution("running", 1, STARTED, null, null, null)),
            Map.entry("retrying", waiting("retrying", 1, lost())),
            Map.entry("canceled-waiting", execution("canceled", 0, null, FINISHED, null, null)),
            Map.entry(
                    "canceled-running",
                    finished("canceled", Outcome.RUNTIME_ERROR, null, phase(null, 9, "so far\n", ""))),
            Map.entry("dead", execution("dead", 5, STARTED, FINISHED, null, lost())),
            Map.entry("success", finished(Outcome.SUCCESS, null, phase(0, null, "grüße\n\"\\\u0001\u2028", ""))),
            Map.entry("binary-output", finished(Outcome.SUCCESS, COMPILED, binary())),
            Map.entry("compile_error", finished(Outcome.COMPILE_ERROR, phase(1, null, "", "main.c:1: error\n"), null)),
            Map.entry("runtime_error", finished(Outcome.RUNTIME_ERROR, COMPILED, phase(3, null, "", "oh\n"))),
            Map.entry("cpu_time_exceeded", finished(Outcome.CPU_TIME_EXCEEDED, null, phase(null, 9, "", ""))),
            Map.entry("wall_time_exceeded", finished(Outcome.WALL_TIME_EXCEEDED, null, phase(null, 9, "", ""))),
            Map.entry("memory_exceeded", finished(Outcome.MEMORY_EXCEEDED, null, phase(null, 9, "", ""))),
            Map.entry("output_exceeded", finished(Outcome.OUTPUT_EXCEEDED, null, truncated())),
            Map.entry("wrong_answer", finished(Outcome.WRONG_ANSWER, null, phase(0, null, "41\n", "")))));

    static Stream<String> names() {
        return EXECUTIONS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isExactlyTheGoldenFile(String name) throws IOException {
        Execution execution = Objects.requireNonNull(EXECUTIONS.get(name));

        String json = AnswerFormat.mapper().writeValueAsString(ExecutionResponse.of(execution));

        assertThat(json + "\n").isEqualTo(golden(name));
    }

    @Test
    void isPinnedForEveryOutcomeAndState() {
        assertThat(EXECUTIONS.keySet())
                .containsAll(Arrays.stream(Outcome.values()).map(Outcome::word).toList());
        assertThat(EXECUTIONS.values())
                .extracting(execution -> execution.state().word())
                .contains("queued", "running", "retrying", "finished", "canceled", "dead");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ExecutionResponseTest.class.getResourceAsStream("golden/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Execution waiting(String state, int attempts, @Nullable ExecutionFailure failure) {
        return execution(state, attempts, attempts == 0 ? null : STARTED, null, null, failure);
    }

    private static Execution finished(Outcome outcome, @Nullable PhaseReport compile, @Nullable PhaseReport run) {
        return finished("finished", outcome, compile, run);
    }

    private static Execution finished(
            String state, Outcome outcome, @Nullable PhaseReport compile, @Nullable PhaseReport run) {
        var result = new ExecutionResult(outcome, "14.2.0", compile, run, "namespaces");
        return execution(state, 1, STARTED, FINISHED, result, null);
    }

    private static Execution execution(
            String state,
            int attempts,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable ExecutionResult result,
            @Nullable ExecutionFailure failure) {
        return new Execution(
                new ExecutionId("0-01k9x0000000000000000000aa"),
                ApiServer.TENANT,
                Lane.STANDARD,
                new LanguageChoice("c", "14"),
                ExecutionState.ofWord(state),
                attempts,
                CREATED,
                started,
                finished,
                false,
                result,
                failure);
    }

    private static ExecutionFailure lost() {
        return new ExecutionFailure(ErrorCode.WORKER_LOST, "The worker vanished during the attempt.");
    }

    private static PhaseReport phase(
            @Nullable Integer exitCode, @Nullable Integer signal, String stdout, String stderr) {
        return new PhaseReport(
                exitCode, signal, Content.of(stdout), Content.of(stderr), false, false, 12, 34, 5_678_912);
    }

    private static PhaseReport binary() {
        return new PhaseReport(
                0, null, Content.of(new byte[] {0, (byte) 0xff}), Content.of("text"), false, false, 12, 34, 5_678_912);
    }

    private static PhaseReport truncated() {
        return new PhaseReport(null, 9, Content.of("yyyy"), Content.of("e"), true, true, 12, 34, 5_678_912);
    }
}
