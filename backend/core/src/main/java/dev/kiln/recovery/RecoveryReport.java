package dev.kiln.recovery;

/**
 * What a sweep did.
 *
 * @param expiredLeases leases that were given back
 * @param dueRetries retries that became ready
 * @param deadLetters executions that had failed for the last time
 * @param replays dead letters that were put back by policy
 * @param expiredDeadLetters dead letters that were forgotten, because nobody wanted them back in time
 * @param leases leases that are left
 * @param retries retries that are not yet due
 */
public record RecoveryReport(
        int expiredLeases,
        int dueRetries,
        int deadLetters,
        int replays,
        int expiredDeadLetters,
        int leases,
        int retries) {
    /** Nothing was done and nothing is left. */
    public static RecoveryReport nothing() {
        return new RecoveryReport(0, 0, 0, 0, 0, 0, 0);
    }

    /** Whether there was nothing to do at this moment. */
    public boolean didNothing() {
        return expiredLeases == 0 && dueRetries == 0 && deadLetters == 0 && replays == 0 && expiredDeadLetters == 0;
    }

    /** Both sweeps together; what is left is what the later one found. */
    public RecoveryReport then(RecoveryReport later) {
        return new RecoveryReport(
                expiredLeases + later.expiredLeases,
                dueRetries + later.dueRetries,
                deadLetters + later.deadLetters,
                replays + later.replays,
                expiredDeadLetters + later.expiredDeadLetters,
                later.leases,
                later.retries);
    }
}
