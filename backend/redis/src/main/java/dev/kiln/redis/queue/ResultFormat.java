package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.ContentFormat.JSON;

import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A result as the queue stores it. */
final class ResultFormat {
    private ResultFormat() {}

    static String write(ExecutionResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("outcome", result.outcome().word());
        node.put("languageVersion", result.languageVersion());
        node.put("isolation", result.isolation());
        writePhase(node, "compile", result.compile());
        writePhase(node, "run", result.run());
        return node.toString();
    }

    static ExecutionResult read(String json) {
        JsonNode node = JSON.readTree(json);
        return new ExecutionResult(
                Outcome.ofWord(node.required("outcome").asString()),
                node.required("languageVersion").asString(),
                readPhase(node.get("compile")),
                readPhase(node.get("run")),
                node.required("isolation").asString());
    }

    private static void writePhase(ObjectNode to, String name, @Nullable PhaseReport phase) {
        if (phase == null) {
            return;
        }
        ObjectNode node = to.putObject(name);
        if (phase.exitCode() != null) {
            node.put("exitCode", phase.exitCode());
        }
        if (phase.signal() != null) {
            node.put("signal", phase.signal());
        }
        ContentFormat.write(node, "stdout", phase.stdout());
        ContentFormat.write(node, "stderr", phase.stderr());
        node.put("stdoutTruncated", phase.stdoutTruncated());
        node.put("stderrTruncated", phase.stderrTruncated());
        node.put("cpuMillis", phase.cpuMillis());
        node.put("wallMillis", phase.wallMillis());
        node.put("memoryBytes", phase.memoryBytes());
    }

    private static @Nullable PhaseReport readPhase(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        return new PhaseReport(
                readNumber(node.get("exitCode")),
                readNumber(node.get("signal")),
                ContentFormat.read(node, "stdout"),
                ContentFormat.read(node, "stderr"),
                node.required("stdoutTruncated").asBoolean(),
                node.required("stderrTruncated").asBoolean(),
                node.required("cpuMillis").asLong(),
                node.required("wallMillis").asLong(),
                node.required("memoryBytes").asLong());
    }

    private static @Nullable Integer readNumber(@Nullable JsonNode node) {
        return node == null ? null : node.asInt();
    }
}
