package dev.kiln.language;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The paths of one program's files in its work folder; the first is the entry point. Immutable.
 *
 * @param paths relative paths, at least one
 */
public record ProgramSources(List<String> paths) {

    /** @throws IllegalArgumentException if there is no file or a path does not stay below the work folder */
    public ProgramSources {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a program has at least one file");
        }
        if (!paths.stream().allMatch(ProgramSources::isRelative)) {
            throw new IllegalArgumentException("the path of a file must be relative and stay in the work folder");
        }
    }

    /** A program of one file, which gets the name that the language gives it. */
    public static ProgramSources single(Language language) {
        return new ProgramSources(List.of(language.sourceName()));
    }

    /** The file that is run. */
    public String entryPoint() {
        return paths.getFirst();
    }

    /** The files that a compiler is given: the entry point first, then those with one of the language's endings. */
    List<String> compiled(Language language) {
        return Stream.concat(
                        Stream.of(entryPoint()),
                        paths.stream()
                                .skip(1)
                                .filter(path -> language.extensions().contains(extension(path))))
                .toList();
    }

    /** The ending of a file's name without the dot, in lower case; empty if it has none. */
    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a path is relative and stays below the folder that it is relative to. */
    static boolean isRelative(String path) {
        return path.indexOf('\0') < 0
                && Stream.of(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }
}
