package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.ContentFormat.JSON;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.problem.ErrorCode;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A failure of ours as the queue stores it. */
final class FailureFormat {
    private FailureFormat() {}

    static String write(ExecutionFailure failure) {
        return JSON.createObjectNode()
                .put("code", failure.code().word())
                .put("message", failure.message())
                .toString();
    }

    static ExecutionFailure read(String json) {
        JsonNode node = JSON.readTree(json);
        ErrorCode code = ErrorCode.valueOf(node.required("code").asString().toUpperCase(Locale.ROOT));
        return new ExecutionFailure(code, node.required("message").asString());
    }
}
