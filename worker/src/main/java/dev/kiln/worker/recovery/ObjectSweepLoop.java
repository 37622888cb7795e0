package dev.kiln.worker.recovery;

import dev.kiln.object.ObjectSweep;
import dev.kiln.object.ObjectSweepReport;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps objects every few seconds, with jitter so that workers do not sweep together. What it cannot remove stays noted:
 * a store of objects that is away delays nothing else.
 */
public final class ObjectSweepLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectSweepLoop.class);

    private final ObjectSweep sweep;
    private final Duration interval;
    private final Thread thread;
    private boolean away;

    /** @param interval what lies on average between two sweeps */
    public ObjectSweepLoop(ObjectSweep sweep, Duration interval) {
        this.sweep = sweep;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("object-sweep").unstarted(this::loop);
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
                sweepOnce();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOnce() {
        try {
            ObjectSweepReport report = sweep.sweep();
            away = false;
            if (!report.didNothing()) {
                LOG.atInfo()
                        .addKeyValue("removed", report.removed())
                        .addKeyValue("orphans", report.orphans())
                        .log("A sweep of objects did something");
            }
        } catch (KilnException failed) {
            if (!away) {
                LOG.atWarn()
                        .addKeyValue("code", failed.code().word())
                        .addKeyValue("reason", failed.getMessage())
                        .log("Objects cannot be swept; trying on");
            }
            away = true;
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("A sweep of objects failed");
        }
    }
}
