package dev.kiln.recovery;

import java.time.Duration;

/**
 * Recovers all that can be, for a schedule outside of the workers: sweeps until nothing is left that could still be
 * given back. A single sweep is not enough where no worker is: a lease counts as expired only after somebody looked for
 * it for its whole time. Safe for many threads.
 */
public final class RecoveryRun {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final RecoverySweep sweep;
    private final Duration patience;

    /** @param lease how long a lease lasts: it goes on so long, and five seconds, after it last had something to do */
    public RecoveryRun(RecoverySweep sweep, Duration lease) {
        this.sweep = sweep;
        this.patience = lease.plus(MARGIN);
    }

    /**
     * Sweeps until there are neither leases nor retries and what it found dead was replayed, or there was nothing to do for
     * so long that the rest is in good hands or not to be replayed so soon.
     *
     * @return what all sweeps did together
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    public RecoveryReport run() throws InterruptedException {
        RecoveryReport total = RecoveryReport.nothing();
        long idleSince = System.nanoTime();
        while (true) {
            RecoveryReport report = sweep.sweep();
            total = total.then(report);
            if (!report.didNothing()) {
                idleSince = System.nanoTime();
                continue;
            }
            boolean allGivenBack = report.leases() + report.retries() == 0 && total.deadLetters() <= total.replays();
            if (allGivenBack || System.nanoTime() - idleSince > patience.toNanos()) {
                return total;
            }
            Thread.sleep(PAUSE);
        }
    }
}
