package dev.kiln.redis.queue;

import dev.kiln.execution.Content;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bytes in stored JSON: as text where they are UTF-8, and that is no longer, else as base64 under a name that ends in {@code 64}. */
final class ContentFormat {
    static final JsonMapper JSON = JsonMapper.shared();

    private ContentFormat() {}

    static void write(ObjectNode to, String name, Content content) {
        Optional<String> text = content.text();
        if (text.isPresent() && isShorterThanBase64(text.get())) {
            to.put(name, text.get());
        } else {
            to.put(name + "64", content.toBase64());
        }
    }

    /** The most that so many bytes of content take. */
    static long mostBytes(long contentBytes) {
        return contentBytes / 3 * 4 + 4;
    }

    /** JSON writes a control character with up to six: so the stored form has no bound that is worth reserving. */
    private static boolean isShorterThanBase64(String text) {
        int most = text.length() / 3;
        int further = 0;
        for (int i = 0; i < text.length() && further <= most; i++) {
            char digit = text.charAt(i);
            if (digit < ' ') {
                further += switch (digit) {
                    case '\b', '\t', '\n', '\f', '\r' -> 1;
                    default -> 5;
                };
            } else if (digit == '"' || digit == '\\') {
                further++;
            }
        }
        return further <= most;
    }

    static Content read(JsonNode from, String name) {
        JsonNode encoded = from.get(name + "64");
        return encoded == null ? Content.of(from.required(name).asString()) : Content.ofBase64(encoded.asString());
    }

    static boolean has(JsonNode from, String name) {
        return from.has(name) || from.has(name + "64");
    }
}
