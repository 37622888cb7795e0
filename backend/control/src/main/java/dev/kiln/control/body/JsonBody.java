package dev.kiln.control.body;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ShownName;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small JSON object that a caller sent, read strictly: each key once, none that is not known, no number taken for a
 * text. What is left out and what is null are two things. Every refusal names the field.
 */
public final class JsonBody {
    /** What callers have to say here is short. */
    static final int LARGEST_BYTES = 64 * 1024;

    private static final int LONGEST_ECHO = 64;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode object;
    private final String prefix;

    private JsonBody(ObjectNode object, String prefix, Set<String> known) {
        this.object = object;
        this.prefix = prefix;
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw KilnException.ofField(
                            ErrorCode.UNKNOWN_FIELD,
                            shortened(prefix + name),
                            "There is no such field, or none that can be set; leave it out.");
                });
    }

    /**
     * Reads the whole body.
     *
     * @param known the fields that it may have
     * @throws KilnException {@code too_large}, {@code malformed_json}, {@code invalid_request}, {@code unknown_field}
     */
    public static JsonBody read(HttpServletRequest request, Set<String> known) {
        byte[] bytes = bytes(request);
        try {
            if (STRICT.readTree(bytes) instanceof ObjectNode object) {
                return new JsonBody(object, "", known);
            }
        } catch (JacksonException notJson) {
            throw new KilnException(
                    ErrorCode.MALFORMED_JSON, "The body is not one JSON object in UTF-8, each key once.", notJson);
        }
        throw new KilnException(ErrorCode.INVALID_REQUEST, "The body must be a JSON object.");
    }

    /** Whether the field is there, be it null or not. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether the field is there and null. */
    public boolean isNull(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isNull();
    }

    /** A text. */
    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw invalid(name, "The value must be a string.");
        }
        return value.stringValue();
    }

    /** A name, which people will read. */
    public String name(String name) {
        String text = text(name);
        if (!ShownName.isValid(text)) {
            throw invalid(name, "Give 1 to " + ShownName.MOST_CHARACTERS + " characters, without control characters.");
        }
        return text;
    }

    /** A whole number within bounds. */
    public long number(String name, long least, long most) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber()) {
            throw invalid(name, "The value must be a whole number, without fraction or exponent.");
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw invalid(name, "Give " + least + " to " + most + ".");
        }
        return value.longValue();
    }

    /** An object with these fields and no others. */
    public JsonBody object(String name, Set<String> known) {
        if (required(name) instanceof ObjectNode value) {
            return new JsonBody(value, prefix + name + ".", known);
        }
        throw invalid(name, "The value must be an object.");
    }

    /** A list of words, at most so many. */
    public String[] words(String name, int most) {
        if (!(required(name) instanceof ArrayNode values)
                || !values.values().stream().allMatch(JsonNode::isString)) {
            throw invalid(name, "The value must be an array of strings.");
        }
        if (values.size() > most) {
            throw invalid(name, "There are more than " + most + "; send fewer.");
        }
        return values.values().stream().map(JsonNode::stringValue).toArray(String[]::new);
    }

    /** The refusal of one field's value. */
    public KilnException invalid(String name, String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, prefix + name, message);
    }

    private JsonNode required(String name) {
        @Nullable JsonNode value = object.get(name);
        if (value == null) {
            throw invalid(name, "The field is missing.");
        }
        return value;
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw new KilnException(ErrorCode.TOO_LARGE, "The body is larger than " + LARGEST_BYTES + " bytes.");
            }
            return bytes;
        } catch (IOException broken) {
            throw new KilnException(ErrorCode.INVALID_REQUEST, "The body ended early or is framed wrongly.", broken);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
}
