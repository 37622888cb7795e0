package dev.kiln.recovery;

/**
 * What a sweep did.
 *
 * @param expiredLeases leases that were given back
 * @param dueRetries retries that became ready
 * @param deadLetters executions that had failed for the last time
 */
public record RecoveryReport(int expiredLeases, int dueRetries, int deadLetters) {
    public boolean didNothing() {
        return expiredLeases == 0 && dueRetries == 0 && deadLetters == 0;
    }
}
