package dev.kiln.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Begins and ends the worker's work with the application: last to start, first to stop. */
final class WorkerLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

    private final Worker worker;
    private volatile boolean running;
    private volatile boolean leftClean;

    WorkerLifecycle(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void start() {
        worker.start();
        running = true;
    }

    @Override
    public void stop() {
        try {
            leftClean = worker.leave();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            LOG.warn("The drain was interrupted; leases are left to run out");
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether the worker has left, with every attempt settled or handed back. */
    boolean hasLeftClean() {
        return leftClean;
    }
}
