package dev.kiln.worker.sandbox.kilnbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends launchers that do not answer in time, so that no slot ever waits for one for ever. Safe for many threads. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("box-watchdog").factory());

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
    }

    /** Ends the process after {@code patience} unless the answer is canceled before. */
    Future<?> watch(Process launcher, Duration patience) {
        return timer.schedule(() -> end(launcher), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends a process and what it started, and leaves its streams open: what it said last can still be read. */
    static void end(Process launcher) {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        launcher.toHandle().destroyForcibly();
    }

    /** What is watched already stays so. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
