package dev.kiln.cli.process;

import dev.kiln.cli.process.ServiceState.Phase;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one service running, on a thread of its own.
 *
 * <pre>
 * WAITING -> STARTING -> READY -> RESTARTING -> STARTING ...
 *               |          |          |
 *               +-> FAILED +----------+-> STOPPED
 *                   (ended before it was ever ready)
 * </pre>
 */
final class Keeper {
    private static final long POLL_MILLIS = 50;

    private final Service service;
    private final LogFile log;
    private final Backoff backoff;
    private final Observer observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Written under the lock and read without it, so that who is told of a change may ask for the other states. */
    private volatile ServiceState state;

    private @Nullable ManagedProcess process;
    private boolean stopping;
    private boolean everReady;

    Keeper(Service service, LogFile log, Backoff backoff, Observer observer) {
        this.service = service;
        this.log = log;
        this.backoff = backoff;
        this.observer = observer;
        this.state = ServiceState.waiting(service.name());
    }

    /** What happens to a service is told here, by the keeper's threads. */
    interface Observer {
        void changed(ServiceState state, Duration pause);
    }

    String name() {
        return service.name();
    }

    Service service() {
        return service;
    }

    LogFile log() {
        return log;
    }

    ServiceState state() {
        return state;
    }

    /** Starts the service once the condition holds, and keeps it running until {@link #stop}. */
    void keep(BooleanSupplier mayStart) throws InterruptedException {
        while (!mayStart.getAsBoolean()) {
            if (pause(Duration.ofMillis(POLL_MILLIS))) {
                return;
            }
        }
        int failures = 0;
        for (int number = 1; ; number++) {
            ManagedProcess started = start(number);
            if (started == null) {
                return;
            }
            long began = System.nanoTime();
            Thread probe = Thread.ofVirtual().start(() -> probe(started));
            int exit = started.await();
            probe.interrupt();
            // What it began must not outlive it: the next one would meet it.
            started.kill();
            started.awaitLog();
            failures = backoff.failures(failures, Duration.ofNanos(System.nanoTime() - began));
            if (!goesOn(exit, failures)) {
                return;
            }
        }
    }

    /** Asks the service to end and waits until it has; without effect if it has ended. */
    void stop(Duration grace) throws InterruptedException {
        ManagedProcess running = beginStop();
        if (running != null) {
            running.stop(grace);
        }
        to(state().stopped(), Duration.ZERO);
    }

    /** Kills the service, whatever it does. */
    void kill() throws InterruptedException {
        ManagedProcess running = beginStop();
        if (running != null) {
            running.kill();
        }
    }

    private @Nullable ManagedProcess start(int number) {
        Launch launch = service.starts().prepare(number);
        lock.lock();
        try {
            if (stopping) {
                return null;
            }
            process = ManagedProcess.start(launch, log);
            to(state.starting(process), Duration.ZERO);
            return process;
        } finally {
            lock.unlock();
        }
    }

    private void probe(ManagedProcess started) {
        try {
            while (!service.readiness().isReady()) {
                if (!started.isAlive() || pause(Duration.ofMillis(POLL_MILLIS))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            return;
        }
        lock.lock();
        try {
            if (started.isAlive() && state.phase() == Phase.STARTING && state.pid() == started.pid()) {
                everReady = true;
                to(state.ready(), Duration.ZERO);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean goesOn(int exit, int failures) throws InterruptedException {
        Duration pause = backoff.pause(failures);
        lock.lock();
        try {
            if (stopping) {
                return false;
            }
            if (!everReady) {
                to(state.failed(exit), Duration.ZERO);
                return false;
            }
            to(state.restarting(exit), pause);
        } finally {
            lock.unlock();
        }
        return !pause(pause);
    }

    /** Waits; true as soon as the service is to stop. */
    private boolean pause(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!stopping && left > 0) {
                left = changed.awaitNanos(left);
            }
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ManagedProcess beginStop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
            return process;
        } finally {
            lock.unlock();
        }
    }

    private void to(ServiceState next, Duration pause) {
        lock.lock();
        try {
            state = next;
        } finally {
            lock.unlock();
        }
        observer.changed(next, pause);
    }
}
