package dev.kiln.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a worker but does not lie in its jar: beside the jar, or in a folder above it, as in a checkout.
 *
 * @param start folders where the search begins
 */
record Installation(List<Path> start) {
    Installation {
        start = start.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    }

    /** @throws WorkerRefused if it is neither given nor found */
    Path box(@Nullable Path given) {
        return find(
                given,
                List.of("kiln-box", "worker/native/build/kiln-box"),
                path -> Files.isRegularFile(path) && Files.isExecutable(path),
                new WorkerRefused(
                        "The launcher kiln-box is not there.",
                        "Build it with `make -C worker/native`, and let KILN_BOX name it."));
    }

    /** @throws WorkerRefused if it is neither given nor found */
    Path languages(@Nullable Path given) {
        return find(
                given,
                List.of("languages"),
                Files::isDirectory,
                new WorkerRefused("The folder of language files is not there.", "Let KILN_LANGUAGES name it."));
    }

    private Path find(@Nullable Path given, List<String> names, Predicate<Path> fits, WorkerRefused otherwise) {
        if (given != null) {
            return Stream.of(given.toAbsolutePath()).filter(fits).findFirst().orElseThrow(() -> otherwise);
        }
        return start.stream()
                .flatMap(folder -> Stream.iterate(folder, above -> above != null, Path::getParent))
                .flatMap(folder -> names.stream().map(folder::resolve))
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> otherwise);
    }
}
