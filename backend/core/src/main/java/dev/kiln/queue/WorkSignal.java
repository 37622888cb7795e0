package dev.kiln.queue;

import java.time.Duration;

/** Port: what wakes an idle worker. One for each worker; for one waiting thread. */
public interface WorkSignal extends AutoCloseable {
    /**
     * Returns when work may be there, a cancel was asked for, or {@code patience} is over. A signal that came between
     * two calls is not lost.
     *
     * @param idle whether this worker has room; only then is it chosen to be woken for a submit
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void await(boolean idle, Duration patience) throws InterruptedException;

    @Override
    void close();
}
