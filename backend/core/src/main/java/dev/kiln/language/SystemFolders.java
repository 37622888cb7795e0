package dev.kiln.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which of the host's folders a box can show: those of the operating system, which every box shows read-only anyway, so
 * that no language has to name them, and all others but those of which each box has its own. The launcher of boxes has
 * the same list and the last word.
 */
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
            Path.of("/work"),
            Path.of("/boot"),
            Path.of("/var/run"),
            Path.of("/var/tmp"),
            Path.of("/var/empty"));

    /** Of this a box shows, in its own way, what runtimes look up. */
    private static final Path CONFIGURATION = Path.of("/etc");

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

    /**
     * Whether a box can be shown what an absolute path leads to: it lies in none of the folders of which each box has its
     * own, and holds none of them. What of the path is not there yet counts as it is written.
     */
    public static boolean canBeShown(Path path) {
        Path real = resolveLinks(path.normalize());
        return real.getNameCount() > 0 && OWN.stream().noneMatch(own -> real.startsWith(own) || own.startsWith(real));
    }

    /** Whether a box shows this real path without being told of it. */
    static boolean areShownAnyway(Path path) {
        return contain(path) || path.startsWith(CONFIGURATION);
    }

    private static Path resolveLinks(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resolve " + path, e);
        }
    }
}
