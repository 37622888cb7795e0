package dev.kiln.api.language;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageReference;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the workers that are there can run, as it was at most a second ago. Safe for many threads. */
@Component
public final class LiveLanguages {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final String ALL = "all";

    private final LoadingCache<String, List<WorkerRecord>> workers;

    LiveLanguages(WorkerDirectory directory) {
        this.workers = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .executor(Runnable::run)
                .build(_ -> directory.workers().stream()
                        .filter(worker -> !worker.draining())
                        .toList());
    }

    /** The versions of a language that workers have, the highest first; empty if none has it. */
    List<String> versions(String languageId) {
        return live().stream()
                .flatMap(worker -> Stream.ofNullable(worker.languages().get(languageId)))
                .distinct()
                .sorted(VersionOrder.HIGHEST_FIRST)
                .toList();
    }

    /**
     * Refuses what no worker that is there can run. Where no worker is there at all one may come, so nothing is refused.
     *
     * @throws KilnException {@code language_unavailable} if none has the language, {@code unknown_language} if none has
     *     the version
     */
    public void refuseUnlessRunnable(LanguageReference reference, Language language) {
        if (live().isEmpty()) {
            return;
        }
        List<String> versions = versions(language.id());
        if (versions.isEmpty()) {
            throw KilnException.ofField(
                    ErrorCode.LANGUAGE_UNAVAILABLE,
                    "language",
                    "No worker has " + language.name() + " at this moment. The operator can install it with"
                            + " './kiln languages install " + language.id() + "'.");
        }
        if (versions.stream().noneMatch(reference::matches)) {
            throw KilnException.ofField(
                    ErrorCode.UNKNOWN_LANGUAGE,
                    "language",
                    "No worker has this version of " + language.name() + ". There are: " + String.join(", ", versions)
                            + ".");
        }
    }

    private List<WorkerRecord> live() {
        return workers.get(ALL);
    }
}
