package dev.kiln.api.execution;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import dev.kiln.queue.ExecutionStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets callers wait for the end of an execution. A caller that went away holds a virtual thread and nothing else until
 * its time, a minute at most, is over. When the application stops, all that wait are answered at once with what there is.
 */
@Component
final class Waiting implements SmartLifecycle {
    private final ExecutionStore store;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Waiting(ExecutionStore store) {
        this.store = store;
    }

    /** The execution as it stands when it is final, the time is over, or the application stops. */
    Optional<Execution> await(ExecutionId id, Duration patience) {
        if (patience.isZero()) {
            return store.find(id);
        }
        threads.add(Thread.currentThread());
        try {
            return running ? store.await(id, patience) : store.find(id);
        } catch (InterruptedException stopping) {
            return store.find(id);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    int waiters() {
        return threads.size();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start and first to stop: before the server waits for the requests that are under way. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
