package dev.kiln.e2e.drills;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds ledger, API and store side by side when all is over. It changes nothing but the ledger, in which every answer that
 * it reads is noted as told.
 */
final class Checker {
    private static final Set<String> FINAL = Set.of("finished", "canceled", "dead");

    private final Ledger ledger;
    private final Map<String, StoredExecution> stored;
    private final int mostAttempts;
    private final List<Finding> findings = new ArrayList<>();

    /** @param mostAttempts that the fault accounts for */
    private Checker(Ledger ledger, Map<String, StoredExecution> stored, int mostAttempts) {
        this.ledger = ledger;
        this.stored = stored;
        this.mostAttempts = mostAttempts;
    }

    /**
     * Checks everything that a load was promised.
     *
     * @param mostAttempts that the fault accounts for: 1 where none may be charged
     */
    static List<Finding> check(Load load, StoredQueue queue, int mostAttempts, DrillSize size)
            throws InterruptedException {
        var checker = new Checker(load.ledger(), queue.executions(load.tenants()), mostAttempts);
        for (String id : load.ledger().accepted().keySet()) {
            Caller.Answer answer = load.read(id, size.patience());
            if (answer.status() != 200) {
                checker.find(Rule.FINAL, id, "the API answers " + answer.status() + " " + answer.code());
                continue;
            }
            checker.checkAnswer(id, answer);
        }
        checker.checkStore();
        queue.leftovers().forEach(left -> checker.find(Rule.EMPTY, left, "is left when nothing should be"));
        checker.findings.addAll(load.ledger().contradictions());
        return List.copyOf(checker.findings);
    }

    private void checkAnswer(String id, Caller.Answer answer) {
        JsonNode told = answer.json();
        String state = told.path("state").asString("");
        if (!FINAL.contains(state)) {
            find(Rule.FINAL, id, "is " + state);
            return;
        }
        if (!state.equals("dead")) {
            ledger.told(id, answer.body());
        }
        checkResult(id, told, state);
        StoredExecution execution = stored.get(id);
        if (execution != null) {
            checkAgainstStore(execution, told, state);
        }
    }

    private void checkResult(String id, JsonNode told, String state) {
        if (state.equals("canceled") && ledger.mayBeCanceled(id)) {
            return;
        }
        String output = told.path("run").path("stdout").asString("");
        if (!state.equals("finished") || !told.path("outcome").asString("").equals("success")) {
            find(Rule.RIGHT_RESULT, id, state + ", " + told.path("outcome") + ", " + told.path("error"));
        } else if (!output.equals(ledger.ticketOf(id).output())) {
            find(Rule.RIGHT_RESULT, id, "another output than that of " + ledger.ticketOf(id));
        }
    }

    private void checkAgainstStore(StoredExecution execution, JsonNode told, String state) {
        if (!execution.field("state").equals(state)) {
            find(Rule.STORED, execution.id(), "told as " + state + ", stored as " + execution.field("state"));
        }
        if (!execution.field("attempts").equals(told.path("attempts").asString(""))) {
            find(Rule.STORED, execution.id(), "told and stored attempts differ");
        }
        if (!execution.field("tenant").equals(ledger.ticketOf(execution.id()).tenant())) {
            find(Rule.STORED, execution.id(), "is stored as another tenant's");
        }
    }

    private void checkStore() {
        int strangers = 0;
        for (String id : ledger.accepted().keySet()) {
            if (!stored.containsKey(id)) {
                find(Rule.STORED, id, "is not in the store");
            }
        }
        for (StoredExecution execution : stored.values()) {
            findings.addAll(StoredChecks.of(execution, mostAttempts));
            if (!ledger.accepted().containsKey(execution.id())) {
                strangers++;
            }
        }
        if (strangers > ledger.unansweredCount()) {
            find(
                    Rule.NO_STRANGER,
                    "store",
                    strangers + " executions that were not answered 202, of " + ledger.unansweredCount()
                            + " requests without an answer");
        }
    }

    private void find(Rule rule, String subject, String detail) {
        findings.add(new Finding(rule, subject, detail));
    }
}
