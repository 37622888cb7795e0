package dev.kiln.worker.language;

import dev.kiln.execution.LanguageChoice;
import dev.kiln.language.Discovery;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.LanguageReference;
import dev.kiln.language.Preparation;
import dev.kiln.language.PreparationException;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The languages that were found on this host. One whose toolchain boxes cannot show is left out, so that it does not keep
 * all others from their boxes. Those that must be prepared become so one after the other while others already run; an
 * execution of one that is not prepared yet moves it to the front and waits for it. Safe for many threads.
 */
public final class WorkerLanguages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLanguages.class);
    private static final Duration PREPARATION_END = Duration.ofSeconds(10);

    private final Map<String, CompletableFuture<InstalledLanguage>> languages = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentSkipListMap<>();

    /** For the thread that makes this, then for the one that prepares. */
    private final Set<Path> exposed = new LinkedHashSet<>();

    private final PreparationQueue queue;
    private final Preparation preparation;
    private final Exposure exposure;
    private volatile @Nullable Thread preparing;

    /**
     * Takes what was found and boxes can show; nothing is prepared before {@link #prepare}.
     *
     * @param preparation how a toolchain is prepared
     * @param exposure lets boxes show toolchains
     * @throws KilnException {@code box_broken} if no box can be made, even one that shows no toolchain
     */
    public WorkerLanguages(Collection<Discovery> found, Preparation preparation, Exposure exposure) {
        this.preparation = preparation;
        this.exposure = exposure;
        List<InstalledLanguage> present = present(found);
        if (!expose(present)) {
            present = present.stream().filter(this::exposeAlone).toList();
        }
        present.forEach(this::add);
        this.queue = new PreparationQueue(
                present.stream().filter(installed -> !installed.isPrepared()).toList());
    }

    /** What boxes show of the host. */
    @FunctionalInterface
    public interface Exposure {
        /**
         * Lets the boxes that are made from now on show these paths and no others; proven by making one.
         *
         * @return whether they can; if not, they show what they showed before
         */
        boolean tryToExpose(Collection<Path> paths);
    }

    /**
     * Begins to prepare what must be.
     *
     * @param onPrepared called after each language, before its executions go on: boxes made earlier do not show it
     */
    public void prepare(Runnable onPrepared) {
        preparing = Thread.ofVirtual().name("prepare-languages").start(() -> {
            removeLeftovers();
            for (var next = queue.next();
                    next.isPresent() && !Thread.currentThread().isInterrupted();
                    next = queue.next()) {
                prepare(next.get(), onPrepared);
            }
        });
    }

    /** The versions that this worker can run now, by language. */
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
            queue.ask(choice.id());
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

    /** Ends the preparation: returns when its commands and what they made are gone, or after a while. */
    @Override
    public void close() {
        Thread thread = preparing;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(PREPARATION_END)) {
                LOG.warn("The preparation of a language does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<InstalledLanguage> present(Collection<Discovery> found) {
        List<InstalledLanguage> present = new ArrayList<>();
        for (Discovery discovery : found) {
            switch (discovery) {
                case Discovery.Present(InstalledLanguage installed) -> present.add(installed);
                case Discovery.Missing missing ->
                    LOG.atInfo()
                            .addKeyValue("language", missing.language().id())
                            .addKeyValue("reason", missing.reason())
                            .log("A language is not installed");
            }
        }
        return present;
    }

    private void add(InstalledLanguage installed) {
        var language = new CompletableFuture<InstalledLanguage>();
        languages.put(installed.language().id(), language);
        versions.put(installed.language().id(), installed.version());
        if (installed.isPrepared()) {
            language.complete(installed);
        }
    }

    /** Tells the one whose toolchain cannot be shown from the others. */
    private boolean exposeAlone(InstalledLanguage installed) {
        if (expose(List.of(installed))) {
            return true;
        }
        if (!expose(List.of())) {
            throw new KilnException(ErrorCode.BOX_BROKEN, "No box can be made.");
        }
        LOG.atError()
                .addKeyValue("language", installed.language().id())
                .addKeyValue("paths", installed.expose())
                .log("A language is left out: boxes cannot show its toolchain");
        return false;
    }

    private boolean expose(Collection<InstalledLanguage> added) {
        Set<Path> all = new LinkedHashSet<>(exposed);
        added.forEach(installed -> all.addAll(installed.expose()));
        boolean shown = exposure.tryToExpose(List.copyOf(all));
        if (shown) {
            exposed.addAll(all);
        }
        return shown;
    }

    private void removeLeftovers() {
        try {
            preparation.removeLeftovers();
        } catch (PreparationException remains) {
            LOG.atWarn().setCause(remains).log("Half-made toolchains remain");
        }
    }

    private void prepare(InstalledLanguage installed, Runnable onPrepared) {
        String id = installed.language().id();
        try {
            LOG.atInfo().addKeyValue("language", id).log("Preparing a language");
            InstalledLanguage prepared = preparation.prepare(installed);
            if (!expose(List.of(prepared))) {
                throw new KilnException(ErrorCode.BOX_BROKEN, "Boxes cannot show " + prepared.prepared() + ".");
            }
            onPrepared.run();
            future(id).complete(prepared);
            LOG.atInfo().addKeyValue("language", id).log("Prepared a language");
        } catch (PreparationException | KilnException failed) {
            versions.remove(id);
            LOG.atError().addKeyValue("language", id).setCause(failed).log("A language cannot be prepared");
            future(id).completeExceptionally(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            future(id).completeExceptionally(ending);
        }
    }

    private CompletableFuture<InstalledLanguage> future(String id) {
        return languages.getOrDefault(id, new CompletableFuture<>());
    }

    private static KilnException unavailable(String message) {
        return new KilnException(ErrorCode.LANGUAGE_UNAVAILABLE, message);
    }
}
