package dev.kiln.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the paths that match an absolute glob, in which each part may use {@code *}, {@code ?}, {@code [..]}. */
final class PathGlob {
    /** The highest version first; where there are no numbers or the same, by name. */
    private static final Comparator<Path> NEWEST_FIRST = Comparator.<Path, Version>comparing(
                    path -> Version.parse(path.toString()))
            .reversed()
            .thenComparing(Comparator.naturalOrder());

    private PathGlob() {}

    /** Existing paths that match, the one with the highest version in its name first; empty if there are none. */
    static List<Path> find(String glob) {
        List<Path> found = List.of(Path.of("/"));
        for (String part : glob.split("/", -1)) {
            if (!part.isEmpty()) {
                found = found.stream()
                        .flatMap(folder -> children(folder, part).stream())
                        .toList();
            }
        }
        return found.stream().sorted(NEWEST_FIRST).toList();
    }

    private static List<Path> children(Path folder, String part) {
        if (!isPattern(part)) {
            Path child = folder.resolve(part);
            return Files.exists(child) ? List.of(child) : List.of();
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
            entries.forEach(children::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("cannot list " + folder, e.getCause());
        }
        return children;
    }

    private static boolean isPattern(String part) {
        return part.chars().anyMatch(character -> "*?[".indexOf(character) >= 0);
    }
}
