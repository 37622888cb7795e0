package dev.kiln.api.admin;

import dev.kiln.object.ObjectSweepReport;
import dev.kiln.recovery.RecoveryReport;

/**
 * What a sweep over the queue and one over objects did.
 *
 * @param removedObjects objects that were removed
 * @param orphans objects that were found without a reference
 */
record RecoveryResponse(
        int expiredLeases,
        int dueRetries,
        int deadLetters,
        int replays,
        int expiredDeadLetters,
        int leases,
        int retries,
        int removedObjects,
        int orphans) {
    static RecoveryResponse of(RecoveryReport queue, ObjectSweepReport objects) {
        return new RecoveryResponse(
                queue.expiredLeases(),
                queue.dueRetries(),
                queue.deadLetters(),
                queue.replays(),
                queue.expiredDeadLetters(),
                queue.leases(),
                queue.retries(),
                objects.removed(),
                objects.orphans());
    }
}
