package dev.kiln.redis.queue;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionState;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hash of an execution as a domain value. */
final class ExecutionFormat {
    /** The fields that are read, in the order that {@link #read} takes them. */
    static final List<String> FIELDS = List.of(
            "state",
            "tenant",
            "lane",
            "language",
            "version",
            "attempts",
            "created",
            "started",
            "finished",
            "cancel",
            "result",
            "result_object",
            "reason",
            "failure");

    private ExecutionFormat() {}

    /**
     * Reads an execution.
     *
     * @param texts has its result if that is large
     */
    static Optional<Execution> read(ExecutionId id, List<? extends @Nullable String> values, LargeTexts texts) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            String value = values.get(i);
            if (value != null) {
                fields.put(FIELDS.get(i), value);
            }
        }
        return fields.containsKey("state") ? Optional.of(read(id, fields, texts)) : Optional.empty();
    }

    private static Execution read(ExecutionId id, Map<String, String> fields, LargeTexts texts) {
        String version = required(fields, "version");
        String object = fields.get("result_object");
        String result = object == null ? fields.get("result") : texts.read(object);
        String reason = fields.get("reason");
        return new Execution(
                id,
                new TenantId(required(fields, "tenant")),
                Lane.ofWord(required(fields, "lane")),
                new LanguageChoice(required(fields, "language"), version.isEmpty() ? null : version),
                ExecutionState.ofWord(required(fields, "state")),
                Integer.parseInt(required(fields, "attempts")),
                instant(required(fields, "created")),
                nullableInstant(fields.get("started")),
                nullableInstant(fields.get("finished")),
                fields.containsKey("cancel"),
                result == null ? null : ResultFormat.read(result),
                reason == null ? null : DeadLetterFormat.failure(reason, required(fields, "failure")));
    }

    private static String required(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static @Nullable Instant nullableInstant(@Nullable String millis) {
        return millis == null ? null : instant(millis);
    }
}
