package dev.kiln.worker.language;

import dev.kiln.execution.LanguageChoice;
import dev.kiln.language.Discovery;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.LanguageReference;
import dev.kiln.language.Preparation;
import dev.kiln.language.PreparationException;
import dev.kiln.language.PreparationRecipe;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The languages that were found on this host. Those that must be prepared become so one after the other while others
 * already run; an execution of one that is not prepared yet waits for it. Safe for many threads.
 */
public final class WorkerLanguages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLanguages.class);

    private final Map<String, CompletableFuture<InstalledLanguage>> languages = new LinkedHashMap<>();
    private final Map<String, String> versions = new TreeMap<>();
    private final List<InstalledLanguage> waiting = new ArrayList<>();
    private final List<Path> exposed = new ArrayList<>();
    private final Preparation preparation;
    private final ExposedPaths onExposed;
    private volatile @Nullable Thread preparing;

    /**
     * Takes what was found; nothing is prepared before {@link #prepare}.
     *
     * @param preparation how a toolchain is prepared
     * @param onExposed called with all paths that boxes must show, whenever they change
     */
    public WorkerLanguages(Collection<Discovery> found, Preparation preparation, ExposedPaths onExposed) {
        for (Discovery discovery : found) {
            switch (discovery) {
                case Discovery.Present(InstalledLanguage installed) -> add(installed);
                case Discovery.Missing missing ->
                    LOG.atInfo()
                            .addKeyValue("language", missing.language().id())
                            .addKeyValue("reason", missing.reason())
                            .log("A language is not installed");
            }
        }
        onExposed.changed(List.copyOf(exposed));
        this.preparation = preparation;
        this.onExposed = onExposed;
    }

    /** Hears which paths of the host boxes must show. */
    @FunctionalInterface
    public interface ExposedPaths {
        /** @param paths all of them */
        void changed(List<Path> paths);
    }

    /**
     * Begins to prepare what must be.
     *
     * @param onPrepared called after each language, before its executions go on: boxes made earlier do not show it
     */
    public void prepare(Runnable onPrepared) {
        preparing = Thread.ofVirtual().name("prepare-languages").start(() -> {
            waiting.sort(Comparator.comparing(WorkerLanguages::longestPreparation));
            for (InstalledLanguage installed : waiting) {
                prepare(installed, onPrepared);
            }
        });
    }

    /** The quick ones go first: nobody should wait for a slow one of somebody else's. */
    private static Duration longestPreparation(InstalledLanguage installed) {
        PreparationRecipe recipe = installed.language().preparation();
        return recipe == null ? Duration.ZERO : recipe.timeout();
    }

    /** The versions that are installed, by language. */
    public Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    /**
     * The language that an execution asks for, once it is prepared or {@code stopped} completes.
     *
     * @throws KilnException {@code language_unavailable} if it is not installed, has another version, could not be
     *     prepared, or the execution was stopped before it was
     */
    public InstalledLanguage await(LanguageChoice choice, CompletableFuture<Void> stopped) throws InterruptedException {
        CompletableFuture<InstalledLanguage> language = languages.get(choice.id());
        if (language == null) {
            throw unavailable("Language " + choice.id() + " is not installed on this worker.");
        }
        try {
            CompletableFuture.anyOf(language, stopped).get();
            if (!language.isDone()) {
                throw unavailable("Language " + choice.id() + " was not prepared before the execution was stopped.");
            }
            InstalledLanguage installed = language.get();
            if (!new LanguageReference(choice.id(), choice.version()).matches(installed.version())) {
                throw unavailable("This worker has " + choice.id() + " " + installed.version() + " alone.");
            }
            return installed;
        } catch (ExecutionException failed) {
            throw new KilnException(
                    ErrorCode.LANGUAGE_UNAVAILABLE, "Language " + choice.id() + " could not be prepared.", failed);
        }
    }

    @Override
    public void close() {
        Thread thread = preparing;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void add(InstalledLanguage installed) {
        var language = new CompletableFuture<InstalledLanguage>();
        languages.put(installed.language().id(), language);
        versions.put(installed.language().id(), installed.version());
        exposed.addAll(installed.expose());
        if (installed.isPrepared()) {
            language.complete(installed);
        } else {
            waiting.add(installed);
        }
    }

    private void prepare(InstalledLanguage installed, Runnable onPrepared) {
        String id = installed.language().id();
        CompletableFuture<InstalledLanguage> language = languages.getOrDefault(id, new CompletableFuture<>());
        try {
            LOG.atInfo().addKeyValue("language", id).log("Preparing a language");
            InstalledLanguage prepared = preparation.prepare(installed);
            exposed.addAll(prepared.expose());
            onExposed.changed(List.copyOf(exposed));
            onPrepared.run();
            language.complete(prepared);
            LOG.atInfo().addKeyValue("language", id).log("Prepared a language");
        } catch (PreparationException failed) {
            LOG.atError().addKeyValue("language", id).setCause(failed).log("A language cannot be prepared");
            language.completeExceptionally(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            language.completeExceptionally(ending);
        }
    }

    private static KilnException unavailable(String message) {
        return new KilnException(ErrorCode.LANGUAGE_UNAVAILABLE, message);
    }
}
