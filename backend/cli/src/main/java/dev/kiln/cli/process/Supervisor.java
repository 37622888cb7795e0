package dev.kiln.cli.process;

import dev.kiln.cli.process.ServiceState.Phase;
import dev.kiln.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs services: starts them at the same time as far as they do not need each other, starts again what ends, and stops
 * them one after the other, in the order in which they were given. Safe for use by many threads.
 */
public final class Supervisor {
    private static final int SHOWN_LINES = 15;

    private final List<Keeper> keepers = new ArrayList<>();
    private final Events events;
    private final CountDownLatch settled;
    private final ConcurrentLinkedQueue<Throwable> defects = new ConcurrentLinkedQueue<>();

    /**
     * @param inOrderOfStop the services; the first is stopped first
     * @param logs the folder of the logs
     * @param backoff the pauses before a restart
     * @param events who is told what happens
     */
    public Supervisor(List<Service> inOrderOfStop, Path logs, Backoff backoff, Events events) {
        this.events = events;
        this.settled = new CountDownLatch(inOrderOfStop.size());
        for (Service service : inOrderOfStop) {
            LogFile log = new LogFile(logs.resolve(service.name() + ".log"));
            keepers.add(new Keeper(service, log, backoff, new FirstSettled()));
        }
    }

    /** Is told what happens to the services, one call at a time for each service. */
    @FunctionalInterface
    public interface Events {
        /**
         * A service came into another state.
         *
         * @param state its state now
         * @param pause how long until it is started again; zero in any state but {@link Phase#RESTARTING}
         */
        void changed(ServiceState state, Duration pause);
    }

    /** Starts everything; returns at once. */
    public void start() {
        for (Keeper keeper : keepers) {
            Thread.ofVirtual().name("keeper-of-" + keeper.name()).start(() -> keep(keeper));
        }
    }

    /**
     * Waits until every service is ready.
     *
     * @throws CommandFailure if one ends before it is ready, or they are not ready in time
     */
    public void awaitReady(Duration longest) throws InterruptedException {
        boolean inTime = settled.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        Throwable defect = defects.peek();
        if (defect instanceof CommandFailure failure) {
            throw failure;
        }
        if (defect != null) {
            throw new IllegalStateException("the supervision of a service ended", defect);
        }
        Optional<Keeper> failed = keepers.stream()
                .filter(keeper -> keeper.state().phase() == Phase.FAILED)
                .findFirst();
        if (failed.isPresent()) {
            ServiceState state = failed.get().state();
            throw failure(failed.get(), state.name() + " ended with code " + state.lastExit() + " while it started");
        }
        if (!inTime) {
            Keeper late = keepers.stream()
                    .filter(keeper -> keeper.state().phase() != Phase.READY)
                    .findFirst()
                    .orElseThrow();
            throw failure(late, late.name() + " was not ready within " + longest.toSeconds() + " s");
        }
    }

    /** The states of all services, in the order of stop. */
    public List<ServiceState> states() {
        return keepers.stream().map(Keeper::state).toList();
    }

    /** Stops all services in order; what does not end in its grace is killed. */
    public void stop() throws InterruptedException {
        for (Keeper keeper : keepers) {
            keeper.stop(keeper.service().grace());
        }
    }

    /** Kills all services at once. */
    public void kill() throws InterruptedException {
        for (Keeper keeper : keepers) {
            keeper.kill();
        }
    }

    private void keep(Keeper keeper) {
        try {
            keeper.keep(() -> areReady(keeper.service()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            defects.add(e);
            while (settled.getCount() > 0) {
                settled.countDown();
            }
        }
    }

    private boolean areReady(Service service) {
        return keepers.stream()
                .filter(keeper -> service.after().contains(keeper.name()))
                .allMatch(keeper -> keeper.state().phase() == Phase.READY);
    }

    private static CommandFailure failure(Keeper keeper, String problem) {
        List<String> end = keeper.log().tail(SHOWN_LINES);
        String shown = end.isEmpty() ? "" : "; the end of its log:\n  " + String.join("\n  ", end);
        return new CommandFailure(
                problem + shown, "all of it is in " + keeper.log().file());
    }

    /** Counts a service as settled once it is ready or has failed; a failure settles all, since waiting is over. */
    private final class FirstSettled implements Keeper.Observer {
        private boolean done;

        @Override
        public synchronized void changed(ServiceState state, Duration pause) {
            events.changed(state, pause);
            if (state.phase() == Phase.FAILED) {
                while (settled.getCount() > 0) {
                    settled.countDown();
                }
            } else if (state.phase() == Phase.READY && !done) {
                done = true;
                settled.countDown();
            }
        }
    }
}
