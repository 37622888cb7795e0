package dev.kiln.api.execution;

import dev.kiln.api.body.JsonInput;
import dev.kiln.api.limits.Limit;
import dev.kiln.execution.Content;
import dev.kiln.execution.SourceFile;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Lane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a submit. A field that may be left out may be null too. For one body; {@link #read} makes one for
 * each.
 */
final class SubmitRequestReader {
    static final int MOST_SOURCE_BYTES = 1024 * 1024;
    static final int MOST_FILES = 256;
    static final int MOST_ARGS = 256;
    static final int MOST_ARG_BYTES = 64 * 1024;

    private final JsonInput json;
    private final EncodedText stdin = new EncodedText();
    private final EncodedText expectedOutput = new EncodedText();
    private final List<String> args = new ArrayList<>();
    private final Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    private @Nullable String language;
    private @Nullable Content source;
    private @Nullable List<SourceFile> files;
    private Lane lane = Lane.STANDARD;

    private SubmitRequestReader(JsonInput json) {
        this.json = json;
    }

    /** @throws KilnException with a code of kind {@code CALLER} and mostly the field, if the body is not a submit */
    static SubmitRequest read(byte[] bytes, int length) {
        try (JsonInput json = JsonInput.of(bytes, length)) {
            var reader = new SubmitRequestReader(json);
            json.document(reader::member);
            return reader.toRequest();
        }
    }

    /** As {@link #read(byte[], int)}, of the item that the input has come to. */
    static SubmitRequest readItem(JsonInput json) {
        var reader = new SubmitRequestReader(json);
        json.item(reader::member);
        return reader.toRequest();
    }

    private void member(String name, String field) {
        switch (name) {
            case "language", "source", "files", "args", "stdin", "stdinEncoding", "limits" -> {}
            case "expectedOutput", "expectedOutputEncoding", "lane" -> {}
            default -> throw JsonInput.unknown(field);
        }
        if (json.isNull()) {
            return;
        }
        switch (name) {
            case "language" -> language = json.text(field);
            case "source" -> source = source(json.text(field));
            case "files" -> files = SubmittedFiles.read(json, field, MOST_FILES);
            case "args" -> json.array(field, MOST_ARGS, index -> argument(field + "[" + index + "]"));
            case "stdin" -> stdin.text = json.text(field);
            case "stdinEncoding" -> stdin.encoding = TextEncoding.read(json, field);
            case "limits" -> json.object(field, this::limit);
            case "expectedOutput" -> expectedOutput.text = json.text(field);
            case "expectedOutputEncoding" -> expectedOutput.encoding = TextEncoding.read(json, field);
            default -> lane = lane(json.text(field));
        }
    }

    private SubmitRequest toRequest() {
        if (language == null) {
            throw invalid("language", "The field is missing; say which language the program is in.");
        }
        if (source == null && files == null) {
            throw invalid("source", "The program is missing; give 'source' or 'files'.");
        }
        if (source != null && files != null) {
            throw invalid("files", "Give either 'source' or 'files', not both.");
        }
        return new SubmitRequest(
                language,
                source,
                files == null ? List.of() : files,
                args,
                stdin.text == null ? Content.empty() : stdin.decode(stdin.text, "stdin"),
                limits,
                expectedOutput.text == null ? null : expectedOutput.decode(expectedOutput.text, "expectedOutput"),
                lane);
    }

    private static Content source(String text) {
        Content content = Content.of(text);
        if (content.sizeBytes() > MOST_SOURCE_BYTES) {
            throw KilnException.ofField(
                    ErrorCode.TOO_LARGE, "source", "The source is larger than " + MOST_SOURCE_BYTES + " bytes.");
        }
        return content;
    }

    private void argument(String field) {
        String argument = json.text(field);
        if (argument.indexOf('\0') >= 0) {
            throw invalid(field, "An argument cannot have a zero character.");
        }
        args.add(argument);
        int bytes = args.stream()
                .mapToInt(arg -> arg.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MOST_ARG_BYTES) {
            throw KilnException.ofField(
                    ErrorCode.TOO_LARGE,
                    "args",
                    "The arguments are larger than " + MOST_ARG_BYTES + " bytes together.");
        }
    }

    private void limit(String name, String field) {
        Limit limit = Limit.ofField(name).orElseThrow(() -> JsonInput.unknown(field));
        if (!json.isNull()) {
            limits.put(limit, json.wholeNumber(field));
        }
    }

    private static Lane lane(String word) {
        for (Lane lane : Lane.values()) {
            if (lane.word().equals(word)) {
                return lane;
            }
        }
        throw invalid("lane", "Give 'interactive', 'standard' or 'batch'.");
    }

    private static KilnException invalid(String field, String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, field, message);
    }

    /** A text whose encoding may come before it or after. */
    private static final class EncodedText {
        private TextEncoding encoding = TextEncoding.UTF_8;
        private @Nullable String text;

        Content decode(String given, String field) {
            return encoding.decode(given, field);
        }
    }
}
