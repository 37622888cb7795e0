package dev.kiln.cli.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether sources have changed since something was built from them, by their times: thousands of files take some
 * milliseconds. What is gone shows in the time of its folder.
 *
 * @param file remembers when the build began; its own time is the build's end
 */
record SourceStamp(Path file) {
    private static final Set<String> NOT_SOURCES =
            Set.of("target", "build", "node_modules", ".git", "generated", "bundles", "test", "tests", "__pycache__");

    /** Whether it was built and nothing below these paths has changed since. */
    boolean isFresh(List<Path> sources) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            FileTime began =
                    FileTime.fromMillis(Long.parseLong(Files.readString(file).strip()));
            var search = new Newer(began, Files.getLastModifiedTime(file));
            for (Path source : sources) {
                Files.walkFileTree(source, search);
            }
            return search.found == null;
        } catch (NumberFormatException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("sources cannot be read", e);
        }
    }

    /** Remembers a build that began at this time (milliseconds of the epoch) and has just ended well. */
    void set(long began) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, began + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static final class Newer extends SimpleFileVisitor<Path> {
        private final FileTime began;
        private final FileTime ended;
        private @Nullable Path found;

        Newer(FileTime began, FileTime ended) {
            this.began = began;
            this.ended = ended;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (NOT_SOURCES.contains(String.valueOf(folder.getFileName()))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            // A build may write beside sources, so a folder counts from the build's end.
            return judge(folder, attributes.lastModifiedTime().compareTo(ended) > 0);
        }

        @Override
        public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) {
            return judge(source, attributes.lastModifiedTime().compareTo(began) > 0);
        }

        private FileVisitResult judge(Path path, boolean newer) {
            if (newer) {
                found = path;
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
