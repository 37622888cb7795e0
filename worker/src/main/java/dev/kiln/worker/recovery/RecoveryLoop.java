package dev.kiln.worker.recovery;

import dev.kiln.problem.KilnException;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.worker.lease.StoreHealth;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps every few seconds, with jitter so that workers do not sweep together; at once again while there was something. */
public final class RecoveryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryLoop.class);

    private final RecoverySweep sweep;
    private final StoreHealth health;
    private final Duration interval;
    private final Thread thread;

    /** @param interval what lies on average between two sweeps */
    public RecoveryLoop(RecoverySweep sweep, StoreHealth health, Duration interval) {
        this.sweep = sweep;
        this.health = health;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("recovery").unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void loop() {
        try {
            while (true) {
                long millis = interval.toMillis();
                Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + millis / 2 + 1));
                sweepUntilNothingIsDue();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepUntilNothingIsDue() {
        try {
            for (RecoveryReport report = sweep.sweep(); !report.didNothing(); report = sweep.sweep()) {
                log(report);
            }
            health.answered();
        } catch (KilnException away) {
            health.failed(away);
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("A recovery sweep failed");
        }
    }

    static void log(RecoveryReport report) {
        LOG.atInfo()
                .addKeyValue("expiredLeases", report.expiredLeases())
                .addKeyValue("dueRetries", report.dueRetries())
                .addKeyValue("deadLetters", report.deadLetters())
                .addKeyValue("replays", report.replays())
                .addKeyValue("expiredDeadLetters", report.expiredDeadLetters())
                .log("A recovery sweep did something");
    }
}
