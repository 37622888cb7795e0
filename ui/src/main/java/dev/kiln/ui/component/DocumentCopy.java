package dev.kiln.ui.component;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The server's copy of a text that is edited in the browser. Operations have consecutive versions and come from a page
 * that is not trusted: one that does not fit puts the copy out of step until the whole text comes again. Not thread-safe.
 */
final class DocumentCopy implements Serializable {
    /** UTF-16 code units; a program has at most a MiB, and a session must not grow without bound. */
    static final int MAX_LENGTH = 2 * 1024 * 1024;

    private @Nullable String text;
    private int version;

    /** Takes the whole text; one that is too long leaves the copy out of step. */
    void open(int version, String text) {
        this.version = version;
        this.text = text.length() > MAX_LENGTH ? null : text;
    }

    /** The text, or nothing while the copy is out of step. */
    Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * Applies a list of operations, each {@code {version, changes: [{from, to, insert}]}} with changes that refer to the
     * text before it, in ascending order.
     *
     * @return false if the copy was in step and is not any more
     */
    boolean apply(JsonNode operations) {
        if (text == null) {
            return true;
        }
        for (JsonNode operation : operations) {
            if (operation.path("version").asInt(-1) != version + 1) {
                text = null;
                return false;
            }
            text = changed(text, operation.path("changes"));
            if (text == null) {
                return false;
            }
            version++;
        }
        return true;
    }

    private static @Nullable String changed(String before, JsonNode changes) {
        var after = new StringBuilder(before.length());
        int kept = 0;
        for (JsonNode change : changes) {
            int from = change.path("from").asInt(-1);
            int to = change.path("to").asInt(-1);
            if (from < kept || to < from || to > before.length()) {
                return null;
            }
            after.append(before, kept, from).append(change.path("insert").asString(""));
            kept = to;
        }
        after.append(before, kept, before.length());
        return after.length() > MAX_LENGTH ? null : after.toString();
    }
}
