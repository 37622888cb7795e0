package dev.kiln.cli.process;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All processes of one process group, read from {@code /proc} (proc_pid_stat(5)). */
final class ProcessGroup {
    /** Of the fields after the command's name: the state, the parent, the group. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final long POLL_MILLIS = 10;

    private ProcessGroup() {}

    /** Kills whatever is left in the group. */
    static void kill(long group) {
        members(group).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Waits until the group is empty; false if it is not in time. */
    static boolean awaitEnd(long group, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!members(group).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            kill(group);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** The living processes of the group. */
    static List<Long> members(long group) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isMember(process, group)) {
                    members.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("/proc cannot be read", "Kiln runs on Linux with /proc mounted", e);
        }
        return members;
    }

    private static boolean isMember(Path process, long group) throws IOException {
        String stat;
        try {
            stat = Files.readString(process.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // ESRCH: it ended between the opening and the reading.
            if (Files.exists(process.resolve("stat"))) {
                throw e;
            }
            return false;
        }
        // The name may hold blanks and brackets: the last bracket ends it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", GROUP + 2);
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return !ended && Long.parseLong(fields[GROUP]) == group;
    }
}
