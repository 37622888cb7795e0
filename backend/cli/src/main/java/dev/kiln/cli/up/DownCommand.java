package dev.kiln.cli.up;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kiln down}. */
@Command(
        name = "down",
        description = "Stops the Kiln that runs, in order, and waits until it has stopped.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 50;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--force", description = "Kill everything at once.")
    private boolean force;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        DataFolder folder = data.folder();
        OptionalLong supervisor = DataLock.holder(folder);
        if (supervisor.isEmpty()) {
            terminal.say("No Kiln runs on " + folder.root() + ".");
            return 0;
        }
        terminate(supervisor.getAsLong());
        if (force) {
            terminate(supervisor.getAsLong());
        }
        terminal.passing("Stopping …");
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (DataLock.holder(folder).isPresent() || isAlive(supervisor.getAsLong())) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "process " + supervisor.getAsLong() + " has not stopped within " + LONGEST.toMinutes() + " min",
                        "run: ./kiln down --force");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        terminal.say("Kiln has stopped.");
        return 0;
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** A supervisor that was started by sudo is root's, and only root may end it. */
    private static void terminate(long pid) throws InterruptedException {
        try {
            if (ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false)) {
                return;
            }
            List<String> command = List.of("sudo", "kill", "-TERM", Long.toString(pid));
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0
                    && ProcessHandle.of(pid).isPresent()) {
                throw new CommandFailure("process " + pid + " could not be told to stop", "run: sudo kill " + pid);
            }
        } catch (IOException e) {
            throw new CommandFailure("process " + pid + " could not be told to stop", "as root, run: kill " + pid, e);
        }
    }
}
