package dev.kiln.cli.process;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs, in a process group of its own so that a Ctrl-C at the terminal does not reach it, and so that
 * all that it began can be ended with it. Safe for use by many threads.
 */
public final class ManagedProcess {
    /**
     * Starts every program. A child asks the kernel to be killed with its parent, which to Linux is the thread that
     * started it (prctl(2), PR_SET_PDEATHSIG): so this thread must live as long as the process.
     */
    private static final ExecutorService PARENT = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("parent-of-processes").factory());

    private static final Duration GONE = Duration.ofSeconds(5);

    private final Process process;
    private final Thread copier;

    private ManagedProcess(Process process, Thread copier) {
        this.process = process;
        this.copier = copier;
    }

    /**
     * Starts a program, and copies what it prints into a log.
     *
     * @throws CommandFailure if it cannot be started
     */
    public static ManagedProcess start(Launch launch, LogFile log) {
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(launch.environment());
        Process process = start(builder);
        Thread copier = Thread.ofVirtual().start(() -> copy(process, log));
        return new ManagedProcess(process, copier);
    }

    /** The process id, which is that of its group too. */
    public long pid() {
        return process.pid();
    }

    /** When the kernel says that it began, which with the id tells it from a later one. */
    public Instant startedAt() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end: the exit code, or 128 and the number of the signal. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits after its end until what it printed is in its log, but not for others that hold its output open. */
    public void awaitLog() throws InterruptedException {
        copier.join(GONE);
    }

    /** Asks it to end, and kills it with all that it began if it has not within the grace. */
    public void stop(Duration grace) throws InterruptedException {
        List<ProcessHandle> began = process.descendants().toList();
        process.toHandle().destroy();
        if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            end(began);
        } else {
            kill();
        }
    }

    /** Kills it with all that it began, and waits until all of it is gone. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> began = process.descendants().toList();
        process.toHandle().destroyForcibly();
        process.waitFor(GONE.toMillis(), TimeUnit.MILLISECONDS);
        end(began);
    }

    private void end(List<ProcessHandle> began) throws InterruptedException {
        if (!ProcessGroup.end(pid(), began, GONE)) {
            throw new CommandFailure("processes that process " + pid() + " began do not end", "see: ps -g " + pid());
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return PARENT.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "could not start " + builder.command().getFirst() + ": " + e.getMessage(),
                    "./kiln doctor says what is missing",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "", e);
        }
    }

    private static void copy(Process process, LogFile log) {
        try (var output = process.getInputStream()) {
            log.copy(output);
        } catch (IOException e) {
            // Without a reader the program would block on a full pipe: it ends with its log, and is started again.
            process.toHandle().destroyForcibly();
            throw new UncheckedIOException("the log " + log.file() + " cannot be written", e);
        }
    }
}
