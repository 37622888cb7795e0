package dev.kiln.worker.claim;

import dev.kiln.queue.WorkSignal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the queue's signal and passes it on; a slow poll, with jitter, stands in for signals that were lost. */
public final class SignalListener {
    private static final Logger LOG = LoggerFactory.getLogger(SignalListener.class);
    private static final long LEAST_POLL_MILLIS = 1_000;
    private static final long MOST_POLL_MILLIS = 2_000;

    private final WorkSignal signal;
    private final Runnable onSignal;
    private final Thread thread;

    public SignalListener(WorkSignal signal, Runnable onSignal) {
        this.signal = signal;
        this.onSignal = onSignal;
        this.thread = Thread.ofVirtual().name("work-signal").unstarted(this::listen);
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        signal.close();
    }

    private void listen() {
        try {
            while (true) {
                hear();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear() throws InterruptedException {
        long patience = ThreadLocalRandom.current().nextLong(LEAST_POLL_MILLIS, MOST_POLL_MILLIS);
        try {
            signal.await(Duration.ofMillis(patience));
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("The work signal failed; polling in its place");
            Thread.sleep(patience);
        }
        onSignal.run();
    }
}
