package dev.kiln.cli.tenant;

import dev.kiln.cli.terminal.Terminal;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells what the control plane answered, to a program or to a person. */
final class Answer {
    private final Terminal terminal = Terminal.ofProcess();
    private final boolean json;

    Answer(boolean json) {
        this.json = json;
    }

    /** Tells it: as it came, or in these lines. */
    void tell(JsonNode body, Function<JsonNode, List<String>> lines) {
        if (json) {
            terminal.answer(new JsonMapper().writeValueAsString(body));
        } else {
            lines.apply(body).forEach(terminal::answer);
        }
    }

    /** Tells a change, and whether it is still to come into force. */
    void tell(ControlPlane.Changed changed, Function<JsonNode, List<String>> lines) {
        tell(changed.body(), lines);
        if (!changed.inForce()) {
            terminal.say("Kept; it comes into force as soon as Redis answers.");
        }
    }

    /** Something for the person alone. */
    void remark(String line) {
        if (!json) {
            terminal.say(line);
        }
    }
}
