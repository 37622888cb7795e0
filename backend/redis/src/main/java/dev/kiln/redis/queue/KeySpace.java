package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionId;
import dev.kiln.tenant.TenantId;
import java.util.List;

/**
 * The names of the queue's keys. All keys of a partition carry one hash tag, {@code kiln:{p0}:…}, so that a script
 * touches one slot of a cluster. What the keys hold is said in docs/queue.md.
 */
final class KeySpace {
    /** The partition that everything lives in until there are several. */
    static final int PARTITION = 0;

    private KeySpace() {}

    static String prefix(int partition) {
        return "kiln:{p" + Integer.toString(partition, 36) + "}:";
    }

    /** What a script gets as its keys. */
    static List<String> of(ExecutionId id) {
        return List.of(prefix(id.partition()));
    }

    static List<String> of(int partition) {
        return List.of(prefix(partition));
    }

    static String execution(ExecutionId id) {
        return prefix(id.partition()) + "exec:" + id;
    }

    static String attempts(ExecutionId id) {
        return prefix(id.partition()) + "attempts:" + id;
    }

    static String tenant(int partition, TenantId tenant) {
        return prefix(partition) + "tenant:" + tenant;
    }

    static String openJobs(int partition) {
        return prefix(partition) + "jobs:open";
    }

    /** Objects that nothing refers to, by when they may go. */
    static String trash(int partition) {
        return prefix(partition) + "trash";
    }

    /** How far the listing of objects has come. */
    static String listing(int partition) {
        return prefix(partition) + "listing";
    }

    /** There while a page of the listing was looked through a moment ago. */
    static String listingTurn(int partition) {
        return prefix(partition) + "listing-turn";
    }

    static String wake(int partition, String worker) {
        return prefix(partition) + "wake:" + worker;
    }

    static String ended(int partition, String instance) {
        return prefix(partition) + "final:" + instance;
    }
}
