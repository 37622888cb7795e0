package dev.kiln.api.execution;

import dev.kiln.api.body.JsonInput;
import dev.kiln.execution.Content;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;

/** How bytes stand in JSON. */
enum TextEncoding {
    /** As the text that they are. */
    UTF_8("utf-8"),
    /** In base64 (RFC 4648, section 4), because they need not be text. */
    BASE64("base64");

    private final String word;

    TextEncoding(String word) {
        this.word = word;
    }

    /** As answers write it. */
    String word() {
        return word;
    }

    static TextEncoding read(JsonInput json, String field) {
        String given = json.text(field);
        for (TextEncoding encoding : values()) {
            if (encoding.word.equals(given)) {
                return encoding;
            }
        }
        throw KilnException.ofField(ErrorCode.INVALID_REQUEST, field, "Give 'utf-8' or 'base64'.");
    }

    Content decode(String text, String field) {
        return switch (this) {
            case UTF_8 -> Content.of(text);
            case BASE64 -> ofBase64(text, field);
        };
    }

    private static Content ofBase64(String text, String field) {
        try {
            return Content.ofBase64(text);
        } catch (IllegalArgumentException notBase64) {
            throw KilnException.ofField(
                    ErrorCode.INVALID_REQUEST, field, "This is not base64 (RFC 4648, section 4, no line breaks).");
        }
    }
}
