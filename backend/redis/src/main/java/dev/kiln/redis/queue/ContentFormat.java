package dev.kiln.redis.queue;

import dev.kiln.execution.Content;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bytes in stored JSON: as text where they are UTF-8, else as base64 under a name that ends in {@code 64}. */
final class ContentFormat {
    static final JsonMapper JSON = JsonMapper.shared();

    private ContentFormat() {}

    static void write(ObjectNode to, String name, Content content) {
        Optional<String> text = content.text();
        if (text.isPresent()) {
            to.put(name, text.get());
        } else {
            to.put(name + "64", content.toBase64());
        }
    }

    static Content read(JsonNode from, String name) {
        JsonNode encoded = from.get(name + "64");
        return encoded == null ? Content.of(from.required(name).asString()) : Content.ofBase64(encoded.asString());
    }

    static boolean has(JsonNode from, String name) {
        return from.has(name) || from.has(name + "64");
    }
}
