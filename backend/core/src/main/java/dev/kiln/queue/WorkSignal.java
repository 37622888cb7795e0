package dev.kiln.queue;

import java.time.Duration;

/**
 * Port: what wakes a worker. The queue chooses one idle worker for each submit, that is one whose last claim gave fewer
 * than it asked for. One signal for each worker, for one waiting thread.
 */
public interface WorkSignal extends AutoCloseable {
    /**
     * Returns when work may be there, a cancel was asked for, or {@code patience} is over. A signal that came between
     * two calls is not lost.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void await(Duration patience) throws InterruptedException;

    @Override
    void close();
}
