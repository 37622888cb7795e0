package dev.kiln.api.body;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON strictly (RFC 8259, I-JSON's rules on text): one value, each key once, UTF-8 that is valid, no number taken
 * for a text nor the other way about. Every refusal names the field. For one thread and one body.
 */
public final class JsonInput implements AutoCloseable {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_ECHO = 64;
    private static final int CHARS_AT_A_TIME = 4 * 1024;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Begins to read the first {@code length} of the bytes.
     *
     * @throws KilnException {@code malformed_json} if they are not UTF-8
     */
    public static JsonInput of(byte[] bytes, int length) {
        refuseUnlessText(bytes, length);
        return new JsonInput(JSON.createParser(ObjectReadContext.empty(), bytes, 0, length));
    }

    /**
     * Reads the whole body as one object.
     *
     * @param member is given each key, to read its value
     * @throws KilnException {@code malformed_json}; {@code invalid_request} if it is not an object; what {@code member}
     *     throws
     */
    public void document(BiConsumer<String, String> member) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw malformed("The body is empty; send a JSON object.");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new KilnException(ErrorCode.INVALID_REQUEST, "The body must be a JSON object.");
            }
            members("", member);
            if (parser.nextToken() != null) {
                throw malformed("The body goes on after the end of its object.");
            }
        } catch (StreamConstraintsException tooMuch) {
            throw malformed("The JSON is nested too deeply, or has a name or a number that is too long.");
        } catch (JacksonException notJson) {
            throw malformed("The body is not JSON" + place(notJson.getLocation()) + ".");
        }
    }

    /** Reads an object; {@code member} is given each key and the field's name. */
    public void object(String field, BiConsumer<String, String> member) {
        expect(parser.currentToken() == JsonToken.START_OBJECT, field, "an object");
        members(field + ".", member);
    }

    /** Reads an array of at most so many; {@code item} is given each index. */
    public void array(String field, int most, IntConsumer item) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, field, "an array");
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index == most) {
                throw KilnException.ofField(
                        ErrorCode.TOO_LARGE, field, "There are more than " + most + "; send fewer.");
            }
            item.accept(index);
            index++;
        }
    }

    /** Reads an object that stands for itself: its fields are named without where it lies. */
    public void item(BiConsumer<String, String> member) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new KilnException(ErrorCode.INVALID_REQUEST, "The item must be a JSON object.");
        }
        members("", member);
    }

    /**
     * Reads one value, and passes over the rest of it if it is refused.
     *
     * @return the refusal, or empty if the value was read
     * @throws KilnException {@code malformed_json} if there is no telling where the value ends
     */
    public Optional<KilnException> attempt(Runnable reading) {
        int depth = parser.streamReadContext().getNestingDepth();
        boolean nested = parser.currentToken().isStructStart();
        try {
            reading.run();
            return Optional.empty();
        } catch (KilnException refusal) {
            if (nested) {
                leave(depth);
            }
            return Optional.of(refusal);
        }
    }

    private void leave(int depth) {
        JsonToken token = parser.currentToken();
        while (token != null && parser.streamReadContext().getNestingDepth() >= depth) {
            token = parser.nextToken();
        }
    }

    /** Whether the value is null. */
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Reads a text, which every encoding of Unicode can write: a surrogate without its other half is refused. */
    public String text(String field) {
        expect(parser.currentToken() == JsonToken.VALUE_STRING, field, "a string");
        String text = parser.getString();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                expect(pair, field, "valid Unicode, and one half of a surrogate pair is not");
                i++;
            }
        }
        return text;
    }

    /** Reads a truth value. */
    public boolean truth(String field) {
        JsonToken token = parser.currentToken();
        expect(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, field, "true or false");
        return token == JsonToken.VALUE_TRUE;
    }

    /** Reads a whole number, written as one; one that does not fit becomes the next that does. */
    public long wholeNumber(String field) {
        expect(
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT,
                field,
                "a whole number, without fraction or exponent");
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                parser.getBigIntegerValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        };
    }

    /** The refusal of a field that nobody knows. */
    public static KilnException unknown(String field) {
        return KilnException.ofField(
                ErrorCode.UNKNOWN_FIELD, shortened(field), "There is no such field; leave it out.");
    }

    /** A caller's text, cut to a length that is safe to show. */
    public static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }

    @Override
    public void close() {
        parser.close();
    }

    private void members(String prefix, BiConsumer<String, String> member) {
        Set<String> seen = new HashSet<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            String field = prefix + name;
            if (!seen.add(name)) {
                throw KilnException.ofField(
                        ErrorCode.MALFORMED_JSON, shortened(field), "The field is there twice; send it once.");
            }
            parser.nextToken();
            member.accept(name, field);
        }
    }

    private static void expect(boolean holds, String field, String what) {
        if (!holds) {
            throw KilnException.ofField(ErrorCode.INVALID_REQUEST, field, "The value must be " + what + ".");
        }
    }

    private static KilnException malformed(String message) {
        return new KilnException(ErrorCode.MALFORMED_JSON, message);
    }

    private static String place(TokenStreamLocation location) {
        return location.getLineNr() < 1 ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /**
     * The parser takes some of what is not UTF-8 (RFC 3629) for it, and guesses UTF-16 and UTF-32 by their zero bytes,
     * which JSON in UTF-8 never has.
     */
    private static void refuseUnlessText(byte[] bytes, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer chars = CharBuffer.allocate(CHARS_AT_A_TIME);
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(rest, chars, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw malformed("The body is not valid UTF-8 at byte " + rest.position() + ".");
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                throw malformed("The body has a zero byte at " + i + "; send JSON in UTF-8.");
            }
        }
    }
}
