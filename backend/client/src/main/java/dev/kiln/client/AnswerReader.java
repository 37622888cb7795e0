package dev.kiln.client;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the API answers. Fields that it does not know are passed over, so that an older client goes on working. */
final class AnswerReader {
    private static final int LONGEST_TEXT = 256 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .build();

    private AnswerReader() {}

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException notJson) {
            throw unexpected(answer.statusCode(), "The answer is not JSON.");
        }
    }

    static Execution execution(JsonNode answer) {
        return reading(answer, node -> {
            JsonNode language = node.required("language");
            return new Execution(
                    text(node, "id"),
                    State.ofWord(text(node, "state")),
                    orNull(node.required("outcome"), outcome -> Outcome.ofWord(outcome.stringValue())),
                    new Execution.Language(
                            text(language, "id"), orNull(language.get("version"), JsonNode::stringValue)),
                    node.required("attempts").intValue(),
                    instant(node.required("createdAt")),
                    orNull(node.get("startedAt"), AnswerReader::instant),
                    orNull(node.get("finishedAt"), AnswerReader::instant),
                    orNull(node.get("compile"), AnswerReader::phase),
                    orNull(node.get("run"), AnswerReader::phase),
                    orNull(node.get("isolation"), JsonNode::stringValue),
                    orNull(node.get("error"), AnswerReader::failure));
        });
    }

    static List<Language> languages(JsonNode answer) {
        return reading(answer, node -> list(node.required("languages"), AnswerReader::language));
    }

    static ApiException problem(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        Duration retryAfter = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return new ApiException(
                    status,
                    text(problem, "code"),
                    orNull(problem.get("field"), JsonNode::stringValue),
                    text(problem, "detail"),
                    retryAfter);
        } catch (JacksonException notKilns) {
            String detail = "The answer is not one of Kiln's; is something else at this address?";
            return new ApiException(status, ApiException.UNEXPECTED_ANSWER, null, detail, retryAfter);
        }
    }

    private static Phase phase(JsonNode node) {
        return new Phase(
                orNull(node.get("exitCode"), JsonNode::intValue),
                orNull(node.get("signal"), JsonNode::intValue),
                content(node, "stdout"),
                content(node, "stderr"),
                node.required("stdoutTruncated").booleanValue(),
                node.required("stderrTruncated").booleanValue(),
                node.required("cpuMillis").longValue(),
                node.required("wallMillis").longValue(),
                node.required("memoryBytes").longValue());
    }

    private static Content content(JsonNode node, String name) {
        String text = text(node, name);
        return text(node, name + "Encoding").equals("base64") ? Content.ofBase64(text) : Content.of(text);
    }

    private static Execution.Failure failure(JsonNode node) {
        return new Execution.Failure(text(node, "code"), text(node, "message"));
    }

    private static Language language(JsonNode node) {
        JsonNode editor = node.required("editor");
        return new Language(
                text(node, "id"),
                text(node, "name"),
                list(node.required("aliases"), JsonNode::stringValue),
                list(node.required("extensions"), JsonNode::stringValue),
                text(node, "sourceName"),
                node.required("compiled").booleanValue(),
                node.required("available").booleanValue(),
                list(node.required("versions"), JsonNode::stringValue),
                list(node.required("libraries"), library -> text(library, "name")),
                text(editor, "mode"),
                text(editor, "template"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.stringValue());
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(read.apply(item)));
        return List.copyOf(items);
    }

    private static <T> @Nullable T orNull(@Nullable JsonNode node, Function<JsonNode, T> read) {
        return node == null || node.isNull() ? null : read.apply(node);
    }

    private static <T> T reading(JsonNode answer, Function<JsonNode, T> read) {
        try {
            return read.apply(answer);
        } catch (JacksonException | DateTimeException | IllegalArgumentException notAsAgreed) {
            throw unexpected(200, "The answer is not of the form that this client knows: " + notAsAgreed.getMessage());
        }
    }

    private static ApiException unexpected(int status, String detail) {
        return new ApiException(status, ApiException.UNEXPECTED_ANSWER, null, detail, null);
    }
}
