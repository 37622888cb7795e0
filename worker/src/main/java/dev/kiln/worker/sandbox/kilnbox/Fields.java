package dev.kiln.worker.sandbox.kilnbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payload of {@code name=value}, each ended by a NUL. Immutable. */
final class Fields {
    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Takes a payload apart.
     *
     * @param names exactly these, each once
     * @throws ProtocolException if it has other fields, or is no sequence of fields
     */
    static Fields read(byte[] payload, Set<String> names) throws ProtocolException {
        if (payload.length == 0 || payload[payload.length - 1] != 0) {
            throw new ProtocolException("fields do not end with a NUL");
        }
        String text = new String(payload, 0, payload.length - 1, StandardCharsets.UTF_8);
        Map<String, String> values = new HashMap<>();
        for (String field : text.split("\0", -1)) {
            int equals = field.indexOf('=');
            if (equals < 0 || values.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                throw new ProtocolException("a field without name, or one that is there twice");
            }
        }
        if (!values.keySet().equals(names)) {
            throw new ProtocolException("fields other than " + names);
        }
        return new Fields(values);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name, long most) throws ProtocolException {
        String text = text(name);
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw new ProtocolException(name + " is no number from 0 to " + most);
        }
        return Long.parseLong(text);
    }

    @Nullable
    Integer numberOrEmpty(String name, int most) throws ProtocolException {
        return text(name).isEmpty() ? null : (int) number(name, most);
    }

    boolean flag(String name) throws ProtocolException {
        return number(name, 1) == 1;
    }
}
