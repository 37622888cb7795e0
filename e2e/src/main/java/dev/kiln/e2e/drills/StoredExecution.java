package dev.kiln.e2e.drills;

import java.util.List;
import java.util.Map;

/**
 * An execution as Redis holds it.
 *
 * @param fields of its hash
 * @param events its changes of state, as they were written
 */
record StoredExecution(String id, Map<String, String> fields, List<Event> events) {
    /**
     * A change of state.
     *
     * @param number within its execution, from 1
     * @param atMillis by Redis' clock, ms since 1970
     */
    record Event(int number, String state, long atMillis) {}

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    List<String> states() {
        return events.stream().map(Event::state).toList();
    }
}
