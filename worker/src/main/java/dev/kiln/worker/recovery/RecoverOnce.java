package dev.kiln.worker.recovery;

import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;

/** The mode in which a process sweeps until nothing is due, and leaves: for a schedule outside of the workers. */
public final class RecoverOnce {
    private final RecoverySweep sweep;

    public RecoverOnce(RecoverySweep sweep) {
        this.sweep = sweep;
    }

    /**
     * Sweeps until nothing is due.
     *
     * @return what all sweeps did together
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer
     */
    public RecoveryReport run() {
        var total = new RecoveryReport(0, 0, 0);
        for (RecoveryReport report = sweep.sweep(); !report.didNothing(); report = sweep.sweep()) {
            RecoveryLoop.log(report);
            total = new RecoveryReport(
                    total.expiredLeases() + report.expiredLeases(),
                    total.dueRetries() + report.dueRetries(),
                    total.deadLetters() + report.deadLetters());
        }
        return total;
    }
}
