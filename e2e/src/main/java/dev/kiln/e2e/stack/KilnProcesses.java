package dev.kiln.e2e.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of one Kiln: the supervisor and all that descend from it when this is made, and whatever names the data
 * folder in its command, its environment or as the folder that it works in.
 */
final class KilnProcesses {
    private static final Path PROC = Path.of("/proc");

    private final Set<ProcessHandle> family;
    private final Path data;

    KilnProcesses(ProcessHandle supervisor, Path data) {
        this.family =
                Stream.concat(Stream.of(supervisor), supervisor.descendants()).collect(Collectors.toUnmodifiableSet());
        this.data = data;
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
