package dev.kiln.cli.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of this machine, found as a shell finds them. */
public final class SearchPath {
    private final List<Path> folders;

    private SearchPath(String text) {
        this.folders = Pattern.compile(File.pathSeparator)
                .splitAsStream(text)
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder).toAbsolutePath())
                .toList();
    }

    /** The one of this process. */
    public static SearchPath ofThisProcess() {
        return of(System.getenv().getOrDefault("PATH", ""));
    }

    /** These folders, as {@code PATH} names them. */
    public static SearchPath of(String text) {
        return new SearchPath(text);
    }

    /** The first program of this name. */
    public Optional<Path> find(String program) {
        return all(program).findFirst();
    }

    /** Whether there is a program of this name. */
    public boolean has(String program) {
        return find(program).isPresent();
    }

    /** All programs of this name, the first one first. */
    public Stream<Path> all(String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
