package dev.kiln.cli.queue;

import dev.kiln.cli.terminal.Terminal;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Fields of an answer as a table shows them. */
final class Cells {
    private static final int TO_THE_SECOND = 19;

    private Cells() {}

    static String text(JsonNode node, String field) {
        JsonNode value = node.required(field);
        return value.isNull() ? "-" : value.asString();
    }

    /** Milliseconds as people read them. */
    static String age(JsonNode millis) {
        return millis.isNull() ? "-" : Terminal.spoken(Duration.ofMillis(millis.asLong()));
    }

    /** A time to the second. */
    static String time(JsonNode node, String field) {
        String time = text(node, field);
        return time.equals("-") ? time : time.substring(0, TO_THE_SECOND).replace('T', ' ');
    }
}
