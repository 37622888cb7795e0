package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.ContentFormat.JSON;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.PastAttempt;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Lane;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Dead letters and past attempts as the queue stores them. */
final class DeadLetterFormat {
    /** The fields that make a dead letter, in the order that deadletters.lua gives them. */
    static final List<String> FIELDS = List.of(
            "tenant",
            "language",
            "version",
            "lane",
            "reason",
            "failure",
            "created",
            "finished",
            "generation",
            "attempts",
            "replays");

    /** The same, and whether it is one. */
    static final List<String> FIELDS_AND_STATE =
            Stream.concat(FIELDS.stream(), Stream.of("state")).toList();

    private static final String HANDED_BACK = "handed_back";

    private DeadLetterFormat() {}

    /** @param row its id, then {@link #FIELDS}, '' where one is not there */
    static DeadLetter read(List<?> row) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            fields.put(FIELDS.get(i), QueueScripts.text(row, i + 1));
        }
        String version = field(fields, "version");
        return new DeadLetter(
                new ExecutionId(QueueScripts.text(row, 0)),
                new TenantId(field(fields, "tenant")),
                Lane.ofWord(field(fields, "lane")),
                new LanguageChoice(field(fields, "language"), version.isEmpty() ? null : version),
                failure(field(fields, "reason"), field(fields, "failure")),
                instant(field(fields, "created")),
                instant(field(fields, "finished")),
                number(field(fields, "generation"), 1),
                number(field(fields, "attempts"), 0),
                number(field(fields, "replays"), 0));
    }

    static PastAttempt readAttempt(String json) {
        JsonNode node = JSON.readTree(json);
        String reason = node.required("reason").asString();
        return new PastAttempt(
                node.required("generation").asInt(),
                node.required("attempt").asInt(),
                new WorkerId(node.required("worker").asString()),
                Instant.ofEpochMilli(node.required("startedAt").asLong()),
                Instant.ofEpochMilli(node.required("endedAt").asLong()),
                reason.equals(HANDED_BACK)
                        ? null
                        : failure(reason, node.required("message").asString()));
    }

    static ExecutionFailure failure(String reason, String message) {
        return new ExecutionFailure(ErrorCode.valueOf(reason.toUpperCase(Locale.ROOT)), message);
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
