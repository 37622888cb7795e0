package dev.kiln.api.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.language.Language;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.LanguageReference;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.WorkerId;
import dev.kiln.testkit.InMemoryWorkerDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveLanguagesTest {
    private final InMemoryWorkerDirectory directory = new InMemoryWorkerDirectory();
    private final LiveLanguages live = new LiveLanguages(directory);
    private final Language python =
            LanguageCatalog.load(Path.of("../../languages")).find("python").orElseThrow();

    @Test
    void refusesNothingWhereNoWorkerIsThere() {
        assertThatCode(() -> refuseUnlessRunnable("python:2")).doesNotThrowAnyException();
        assertThat(live.versions("python")).isEmpty();
    }

    @Test
    void refusesALanguageThatNoWorkerHas() {
        register("one", false, Map.of("bash", "5.2.15"));

        assertThatThrownBy(() -> refuseUnlessRunnable("python"))
                .isInstanceOfSatisfying(KilnException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.LANGUAGE_UNAVAILABLE);
                    assertThat(refusal.field()).isEqualTo("language");
                });
    }

    @Test
    void refusesAVersionThatNoWorkerHas() {
        register("one", false, Map.of("python", "3.11.2"));

        assertThatCode(() -> refuseUnlessRunnable("python:3.11")).doesNotThrowAnyException();
        assertThatThrownBy(() -> refuseUnlessRunnable("python:3.1"))
                .isInstanceOfSatisfying(
                        KilnException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_LANGUAGE))
                .hasMessageContaining("3.11.2");
    }

    @Test
    void countsNoWorkerThatLeaves() {
        register("one", true, Map.of("bash", "5.2.15"));

        assertThatCode(() -> refuseUnlessRunnable("python")).doesNotThrowAnyException();
    }

    @Test
    void ordersVersionsByTheirNumbers() {
        register("one", false, Map.of("python", "3.9.1"));
        register("two", false, Map.of("python", "3.11.2"));
        register("three", false, Map.of("python", "3.11.2"));
        register("four", false, Map.of("python", "3.11"));

        assertThat(live.versions("python")).containsExactly("3.11.2", "3.11", "3.9.1");
    }

    private void refuseUnlessRunnable(String reference) {
        live.refuseUnlessRunnable(LanguageReference.parse(reference), python);
    }

    private void register(String id, boolean draining, Map<String, String> languages) {
        directory.register(
                new WorkerRecord(new WorkerId(id), 1, 0, "namespaces", draining, languages, WorkerPlace.onDemand("1")));
    }
}
