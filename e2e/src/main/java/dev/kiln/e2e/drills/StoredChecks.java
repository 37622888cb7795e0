package dev.kiln.e2e.drills;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of one stored execution by itself, when all is over. */
final class StoredChecks {
    private static final Map<String, Set<String>> NEXT = Map.of(
            "", Set.of("queued"),
            "queued", Set.of("running", "canceled"),
            "running", Set.of("finished", "retrying", "queued", "canceled", "dead"),
            "retrying", Set.of("queued", "canceled"),
            "finished", Set.of(),
            "canceled", Set.of(),
            "dead", Set.of("queued"));
    private static final Set<String> FINAL = Set.of("finished", "canceled", "dead");

    private final StoredExecution execution;
    private final int mostAttempts;
    private final List<Finding> findings = new ArrayList<>();

    private StoredChecks(StoredExecution execution, int mostAttempts) {
        this.execution = execution;
        this.mostAttempts = mostAttempts;
    }

    /** @param mostAttempts that the fault accounts for */
    static List<Finding> of(StoredExecution execution, int mostAttempts) {
        var checks = new StoredChecks(execution, mostAttempts);
        checks.checkEvents();
        checks.checkAttempts();
        return List.copyOf(checks.findings);
    }

    private void checkEvents() {
        String before = "";
        int number = 0;
        int finals = 0;
        for (StoredExecution.Event event : execution.events()) {
            number++;
            if (event.number() != number) {
                find(Rule.LEGAL_MOVES, "event " + number + " has the number " + event.number());
                number = event.number();
            }
            if (!NEXT.getOrDefault(before, Set.of()).contains(event.state())) {
                find(Rule.LEGAL_MOVES, before + " -> " + event.state());
            }
            if (before.equals("dead") && event.state().equals("queued")) {
                finals = 0;
            }
            finals += FINAL.contains(event.state()) ? 1 : 0;
            before = event.state();
        }
        if (finals != 1) {
            find(Rule.FINAL_ONCE, finals + " final changes of state: " + execution.states());
        }
        if (!execution.field("state").equals(before)) {
            find(Rule.STORED, "the last event is " + before + ", the state " + execution.field("state"));
        }
    }

    /** An attempt counts from its begin, unless it was handed back; a replay begins to count anew. */
    private void checkAttempts() {
        int begun = 0;
        String before = "";
        for (String state : execution.states()) {
            if (before.equals("dead")) {
                begun = 0;
            }
            begun += state.equals("running") ? 1 : 0;
            begun -= before.equals("running") && state.equals("queued") ? 1 : 0;
            before = state;
        }
        if (!execution.field("attempts").equals(Integer.toString(begun))) {
            find(
                    Rule.ATTEMPTS,
                    execution.field("attempts") + " are counted, " + begun + " were begun: " + execution.states());
        }
        if (begun > mostAttempts) {
            find(
                    Rule.ATTEMPTS,
                    begun + " attempts, of which the fault accounts for " + mostAttempts + ": " + execution.states());
        }
    }

    private void find(Rule rule, String detail) {
        findings.add(new Finding(rule, execution.id(), detail));
    }
}
