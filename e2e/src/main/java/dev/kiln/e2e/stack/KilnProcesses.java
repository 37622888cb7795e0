package dev.kiln.e2e.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of one Kiln: the supervisor and all that descended from it when this looked, and whatever names the data
 * folder in its command, its environment or as the folder that it works in.
 */
final class KilnProcesses {
    private static final Path PROC = Path.of("/proc");

    private final ProcessHandle supervisor;
    private final Set<ProcessHandle> family = new HashSet<>();
    private final Path data;

    KilnProcesses(ProcessHandle supervisor, Path data) {
        this.supervisor = supervisor;
        this.data = data;
        family.add(supervisor);
        look();
    }

    /** Notes who descends from the supervisor now: an orphan cannot be traced back to it any more. */
    void look() {
        supervisor.descendants().forEach(family::add);
    }

    /** Each that still runs, as a line for people. */
    List<String> alive() {
        return living().map(process -> process.pid() + " " + command(process)).toList();
    }

    /** Ends each that still runs. */
    void kill() {
        living().forEach(ProcessHandle::destroyForcibly);
    }

    private Stream<ProcessHandle> living() {
        return Stream.concat(family.stream(), namingTheData())
                .distinct()
                .filter(process -> process.isAlive() && !isZombie(process))
                .filter(process -> !process.equals(ProcessHandle.current()));
    }

    private Stream<ProcessHandle> namingTheData() {
        return ProcessHandle.allProcesses().filter(process -> {
            Path folder = PROC.resolve(Long.toString(process.pid()));
            return holds(folder.resolve("cmdline")) || holds(folder.resolve("environ")) || worksIn(folder);
        });
    }

    /** What has ended meanwhile, or is another user's, is none of ours. */
    private boolean holds(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(data.toString());
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private boolean worksIn(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).startsWith(data);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    /** It has ended, and only its parent has not asked how: a kernel's rest without memory, and so without a command. */
    private static boolean isZombie(ProcessHandle process) {
        return process.info().command().isEmpty() && command(process).isBlank();
    }

    private static String command(ProcessHandle process) {
        Path file = PROC.resolve(Long.toString(process.pid())).resolve("cmdline");
        try {
            String line = Files.readString(file, StandardCharsets.UTF_8).replace('\0', ' ');
            return line.substring(0, Math.min(200, line.length()));
        } catch (IOException gone) {
            return "";
        }
    }
}
