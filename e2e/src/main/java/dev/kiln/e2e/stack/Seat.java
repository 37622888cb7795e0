package dev.kiln.e2e.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where and how a process is started.
 *
 * @param wrapper the command that starts it, before its own words; empty for none
 * @param address what it listens on
 * @param environment more variables, which win over those of the stack
 */
public record Seat(List<String> wrapper, String address, Map<String, String> environment) {
    public Seat {
        wrapper = List.copyOf(wrapper);
        environment = Map.copyOf(environment);
    }

    /** By itself, on the loopback. */
    public static Seat plain() {
        return new Seat(List.of(), "127.0.0.1", Map.of());
    }

    /** The same with more variables. */
    public Seat with(Map<String, String> variables) {
        var all = new HashMap<>(environment);
        all.putAll(variables);
        return new Seat(wrapper, address, all);
    }
}
