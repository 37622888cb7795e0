package dev.kiln.cli.process;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of a process group, and others that came from it, read from {@code /proc} (proc_pid_stat(5)). */
final class ProcessGroup {
    /** Of the fields after the command's name: the state, the parent, the group. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final long POLL_MILLIS = 10;

    private ProcessGroup() {}

    /**
     * Kills all of the group, and these processes wherever they are, until none is left.
     *
     * @return false if some are left after this time
     */
    static boolean end(long group, Collection<ProcessHandle> others, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            List<ProcessHandle> left =
                    new ArrayList<>(others.stream().filter(ProcessGroup::runs).toList());
            members(group).forEach(pid -> ProcessHandle.of(pid).ifPresent(left::add));
            if (left.isEmpty()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** The processes of the group that run. */
    static List<Long> members(long group) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                fields(pid)
                        .filter(fields -> !hasEnded(fields) && Long.parseLong(fields.get(GROUP)) == group)
                        .ifPresent(fields -> members.add(pid));
            }
        } catch (IOException e) {
            throw new CommandFailure("/proc cannot be read", "Kiln runs on Linux with /proc mounted", e);
        }
        return members;
    }

    /** One that ended and that its parent has not asked about does not run, though the JDK calls it alive. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive()
                && fields(process.pid()).filter(fields -> !hasEnded(fields)).isPresent();
    }

    private static boolean hasEnded(List<String> fields) {
        return fields.get(STATE).equals("Z") || fields.get(STATE).equals("X");
    }

    private static Optional<List<String>> fields(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
            // The name may hold blanks and brackets: the last bracket ends it.
            return Optional.of(List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", GROUP + 2)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // ESRCH: it ended between the opening and the reading.
            if (Files.exists(file)) {
                throw new CommandFailure(file + " cannot be read", "", e);
            }
            return Optional.empty();
        }
    }
}
