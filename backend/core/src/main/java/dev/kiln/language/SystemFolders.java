package dev.kiln.language;

import java.nio.file.Path;
import java.util.List;

/** The folders of the operating system that every box shows read-only anyway, so that no language has to name them. */
public final class SystemFolders {
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr"),
            Path.of("/bin"),
            Path.of("/sbin"),
            Path.of("/lib"),
            Path.of("/lib32"),
            Path.of("/lib64"),
            Path.of("/libx32"));

    private static final List<Path> OWN = List.of(
            Path.of("/proc"),
            Path.of("/sys"),
            Path.of("/dev"),
            Path.of("/etc"),
            Path.of("/run"),
            Path.of("/tmp"),
            Path.of("/work"));

    private SystemFolders() {}

    /** The folders themselves; some of them may not exist on a host. */
    public static List<Path> all() {
        return FOLDERS;
    }

    /** Whether a path is or lies in a folder of which each box has its own, so that the host's cannot be shown. */
    static boolean isOfTheBox(String path) {
        return OWN.stream().anyMatch(Path.of(path)::startsWith);
    }

    /** Whether the absolute, normalised path lies in one of them. */
    public static boolean contain(Path path) {
        return FOLDERS.stream().anyMatch(path::startsWith);
    }
}
