package dev.kiln.cli.operator;

import dev.kiln.cli.terminal.Terminal;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells what a service answered, to a program or to a person. */
public final class Answer {
    private final Terminal terminal = Terminal.ofProcess();
    private final boolean json;

    /** @param json whether a program reads it */
    public Answer(boolean json) {
        this.json = json;
    }

    /** Tells it: as it came, or in these lines. */
    public void tell(JsonNode body, Function<JsonNode, List<String>> lines) {
        if (json) {
            terminal.answer(new JsonMapper().writeValueAsString(body));
        } else {
            lines.apply(body).forEach(terminal::answer);
        }
    }

    /** Tells a change, and whether it is still to come into force. */
    public void tell(OperatorCalls.Changed changed, Function<JsonNode, List<String>> lines) {
        tell(changed.body(), lines);
        if (!changed.inForce()) {
            terminal.say("Kept; it comes into force as soon as Redis answers.");
        }
    }

    /** Something for the person alone. */
    public void remark(String line) {
        if (!json) {
            terminal.say(line);
        }
    }
}
