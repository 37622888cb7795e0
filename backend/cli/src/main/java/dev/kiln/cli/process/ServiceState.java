package dev.kiln.cli.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a service is doing.
 *
 * @param name of the service
 * @param phase where it is
 * @param pid of its process, 0 if none runs
 * @param startedAt when the kernel says that the process began, null if none runs
 * @param restarts how often it was started again
 * @param lastExit the exit code of the process before this one, 128 and the signal if one killed it; null if none ended
 */
public record ServiceState(
        String name,
        Phase phase,
        long pid,
        @Nullable Instant startedAt,
        int restarts,
        @Nullable Integer lastExit) {

    /** Where a service is in its life. */
    public enum Phase {
        /** It waits for what it needs. */
        WAITING,
        /** Its process runs and is not ready. */
        STARTING,
        /** It is of use. */
        READY,
        /** Its process ended, and is started again after a pause. */
        RESTARTING,
        /** It ended before it was ever ready. */
        FAILED,
        /** It was stopped. */
        STOPPED
    }

    static ServiceState waiting(String name) {
        return new ServiceState(name, Phase.WAITING, 0, null, 0, null);
    }

    ServiceState starting(ManagedProcess process) {
        return new ServiceState(name, Phase.STARTING, process.pid(), process.startedAt(), restarts, lastExit);
    }

    ServiceState ready() {
        return new ServiceState(name, Phase.READY, pid, startedAt, restarts, lastExit);
    }

    ServiceState restarting(int exit) {
        return new ServiceState(name, Phase.RESTARTING, 0, null, restarts + 1, exit);
    }

    ServiceState failed(int exit) {
        return new ServiceState(name, Phase.FAILED, 0, null, restarts, exit);
    }

    ServiceState stopped() {
        return new ServiceState(name, Phase.STOPPED, 0, null, restarts, lastExit);
    }
}
