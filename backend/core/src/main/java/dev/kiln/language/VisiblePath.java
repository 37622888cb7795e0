package dev.kiln.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The path by which a box can reach an executable. Links are kept where the box sees them, because programs look at the
 * name by which they are called; Debian's {@code /usr/bin/php -> /etc/alternatives/php -> /usr/bin/php8.2} leads through
 * a folder that the box does not show, so there the last name after it counts.
 */
final class VisiblePath {
    /** As many links as the kernel follows. */
    private static final int LINKS = 40;

    private VisiblePath() {}

    static Path of(Path executable, Path home) {
        Path visible = executable;
        Path path = executable;
        try {
            for (int i = 0; i < LINKS && Files.isSymbolicLink(path); i++) {
                boolean leadsOutside = !isVisible(path, home);
                path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
                if (leadsOutside || !isVisible(path, home)) {
                    visible = path;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resolve " + executable, e);
        }
        return visible;
    }

    private static boolean isVisible(Path path, Path home) {
        return path.startsWith(home) || SystemFolders.contain(path);
    }
}
