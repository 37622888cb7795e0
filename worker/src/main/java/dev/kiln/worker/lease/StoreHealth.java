package dev.kiln.worker.lease;

import dev.kiln.problem.KilnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the queue's store answered when it was last asked; says so in the log when that changes. Safe for many threads. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    private State state = State.UNKNOWN;

    /** Whether the last call was answered; false before the first. */
    public synchronized boolean answers() {
        return state == State.ANSWERS;
    }

    public synchronized void answered() {
        if (state == State.SILENT) {
            LOG.info("The store answers again");
        }
        state = State.ANSWERS;
    }

    public synchronized void failed(KilnException failure) {
        if (state != State.SILENT) {
            LOG.atWarn().addKeyValue("code", failure.code().word()).log("The store does not answer; trying on");
        }
        state = State.SILENT;
    }

    private enum State {
        UNKNOWN,
        ANSWERS,
        SILENT
    }
}
