package dev.kiln.e2e.drills;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the load was promised and told, kept outside of everything that a drill breaks: every id that was answered 202 and
 * the bytes of every final answer. Safe for many threads.
 */
final class Ledger {
    private final Map<String, Ticket> accepted = new ConcurrentHashMap<>();
    private final Map<String, byte[]> told = new ConcurrentHashMap<>();
    private final Set<String> canceled = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final List<Finding> contradictions = new CopyOnWriteArrayList<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** From now on the execution is owed an end. */
    void accepted(String id, Ticket ticket) {
        Ticket before = accepted.putIfAbsent(id, ticket);
        if (before != null && !before.equals(ticket)) {
            contradictions.add(new Finding(Rule.ONE_ID_EACH, id, "was given to " + before + " and to " + ticket));
        }
    }

    /** The API told this final answer; told again, it must be the same, byte for byte. */
    void told(String id, byte[] answer) {
        byte[] before = told.putIfAbsent(id, answer);
        if (before != null && !Arrays.equals(before, answer)) {
            contradictions.add(new Finding(
                    Rule.SAME_BYTES, id, "first " + Finding.excerpt(before) + ", then " + Finding.excerpt(answer)));
        }
    }

    /** The API does not know it, although it was accepted: that is final too. */
    void lost(String id) {
        lost.add(id);
    }

    /** Something was answered that must not be. */
    void contradiction(Finding finding) {
        contradictions.add(finding);
    }

    /** Somebody asked for its end, so it may end as canceled. */
    void cancelAsked(String id) {
        canceled.add(id);
    }

    /** No answer came, or one that leaves open whether the execution was accepted. */
    void unanswered() {
        unanswered.incrementAndGet();
    }

    /** It was told that it is not accepted. */
    void refused() {
        refused.incrementAndGet();
    }

    /** @throws IllegalArgumentException if it was not accepted */
    Ticket ticketOf(String id) {
        Ticket ticket = accepted.get(id);
        if (ticket == null) {
            throw new IllegalArgumentException(id + " is not in the ledger");
        }
        return ticket;
    }

    Map<String, Ticket> accepted() {
        return Map.copyOf(accepted);
    }

    /** Those that were accepted and whose end was not told yet. */
    Set<String> owed() {
        var owed = new HashSet<>(accepted.keySet());
        owed.removeAll(told.keySet());
        owed.removeAll(lost);
        return owed;
    }

    boolean mayBeCanceled(String id) {
        return canceled.contains(id);
    }

    List<Finding> contradictions() {
        return List.copyOf(contradictions);
    }

    int toldCount() {
        return told.size();
    }

    int unansweredCount() {
        return unanswered.get();
    }

    int refusedCount() {
        return refused.get();
    }
}
