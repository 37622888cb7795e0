package dev.kiln.worker.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.execution.LanguageChoice;
import dev.kiln.language.Discovery;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.Language;
import dev.kiln.language.Preparation;
import dev.kiln.language.ToolchainPlaces;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerLanguagesTest {
    private final CompletableFuture<Void> neverStopped = new CompletableFuture<>();
    private final List<List<Path>> exposed = new CopyOnWriteArrayList<>();
    private final Set<Path> hidden = new HashSet<>();
    private boolean noBoxes;

    @TempDir
    private Path folder;

    @Test
    void givesWhatIsInstalledAndNeedsNoPreparation() throws InterruptedException {
        WorkerLanguages languages = languages(present("bash", "5.2.15"));

        InstalledLanguage bash = languages.await(new LanguageChoice("bash", null), neverStopped);

        assertThat(bash.version()).isEqualTo("5.2.15");
        assertThat(languages.versions()).isEqualTo(Map.of("bash", "5.2.15"));
    }

    @Test
    void refusesAVersionThatIsNotTheInstalledOne() throws InterruptedException {
        WorkerLanguages languages = languages(present("bash", "5.2.15"));

        assertThat(languages
                        .await(new LanguageChoice("bash", "5.2"), neverStopped)
                        .version())
                .isEqualTo("5.2.15");
        assertThatThrownBy(() -> languages.await(new LanguageChoice("bash", "5.1"), neverStopped))
                .isInstanceOfSatisfying(
                        KilnException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LANGUAGE_UNAVAILABLE));
    }

    @Test
    void refusesWhatIsNotInstalled() {
        Language go = InstalledLanguages.catalog().find("go").orElseThrow();
        WorkerLanguages languages = languages(new Discovery.Missing(go, "not there", List.of()));

        assertThatThrownBy(() -> languages.await(new LanguageChoice("go", null), neverStopped))
                .isInstanceOf(KilnException.class);
        assertThat(languages.versions()).isEmpty();
    }

    @Test
    void waitsForWhatIsNotPreparedUntilTheExecutionIsStopped() {
        WorkerLanguages languages = languages(present("go", "1.26.8"));

        assertThatThrownBy(
                        () -> languages.await(new LanguageChoice("go", null), CompletableFuture.completedFuture(null)))
                .isInstanceOf(KilnException.class)
                .hasMessageContaining("was not prepared");
    }

    @Test
    void saysSoWhereALanguageCannotBePrepared() throws Exception {
        WorkerLanguages languages = languages(present("go", "1.26.8"));

        languages.prepare(() -> {});

        assertThatThrownBy(() -> languages.await(new LanguageChoice("go", null), neverStopped))
                .isInstanceOf(KilnException.class)
                .hasCauseInstanceOf(ExecutionException.class);
    }

    @Test
    void showsWhatWasPreparedBeforeItsExecutionsGoOn() throws Exception {
        InstalledLanguage go = installed("go", "1.26.8", null);
        Path prepared = Files.createDirectories(folder.resolve("prepared"));
        WorkerLanguages languages = languages(new Discovery.Present(installed("go", "1.26.8", prepared)));

        InstalledLanguage ready = languages.await(new LanguageChoice("go", null), neverStopped);

        assertThat(go.isPrepared()).isFalse();
        assertThat(ready.isPrepared()).isTrue();
        assertThat(exposed).last().asInstanceOf(InstanceOfAssertFactories.LIST).contains(prepared);
    }

    @Test
    void leavesOutALanguageThatBoxesCannotShow() throws Exception {
        hidden.add(folder.resolve("gone"));
        Discovery broken = new Discovery.Present(installed("go", "1.26.8", folder.resolve("gone")));
        Discovery whole =
                new Discovery.Present(installed("c", "12.2.0", Files.createDirectory(folder.resolve("there"))));

        WorkerLanguages languages = languages(present("bash", "5.2.15"), broken, whole);

        assertThat(languages.versions()).containsOnlyKeys("bash", "c");
        assertThat(exposed).last().isEqualTo(List.of(folder.resolve("there")));
        assertThatThrownBy(() -> languages.await(new LanguageChoice("go", null), neverStopped))
                .isInstanceOf(KilnException.class)
                .hasMessageContaining("not installed");
    }

    @Test
    void areNoneWhereNoBoxCanBeMadeAtAll() {
        noBoxes = true;

        assertThatThrownBy(() -> languages(present("bash", "5.2.15")))
                .isInstanceOfSatisfying(
                        KilnException.class, broken -> assertThat(broken.code()).isEqualTo(ErrorCode.BOX_BROKEN));
    }

    @Test
    void tellNoVersionOfWhatCannotBePrepared() throws Exception {
        WorkerLanguages languages = languages(present("go", "1.26.8"), present("bash", "5.2.15"));
        assertThat(languages.versions()).containsOnlyKeys("go", "bash");

        languages.prepare(() -> {});

        await().until(() -> languages.versions().keySet().equals(Set.of("bash")));
    }

    private boolean tryToExpose(Collection<Path> paths) {
        if (noBoxes || paths.stream().anyMatch(hidden::contains)) {
            return false;
        }
        exposed.add(List.copyOf(paths));
        return true;
    }

    private WorkerLanguages languages(Discovery... found) {
        var places = new ToolchainPlaces(folder, folder, null);
        return new WorkerLanguages(List.of(found), new Preparation(places), this::tryToExpose);
    }

    private Discovery present(String id, String version) {
        return new Discovery.Present(installed(id, version, null));
    }

    /** A toolchain whose programs are not there, so that it cannot be prepared. */
    private InstalledLanguage installed(String id, String version, @Nullable Path prepared) {
        Language language = InstalledLanguages.catalog().find(id).orElseThrow();
        Path absent = folder.resolve("absent");
        var tools = Map.of("go", absent, "bash", absent);
        return new InstalledLanguage(language, version, folder, tools, List.of(), List.of(), prepared);
    }
}
