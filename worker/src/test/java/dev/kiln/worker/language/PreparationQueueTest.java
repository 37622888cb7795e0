package dev.kiln.worker.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.language.InstalledLanguage;
import dev.kiln.language.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreparationQueueTest {
    private final PreparationQueue queue = new PreparationQueue(
            Stream.of("go", "java", "cpp").map(PreparationQueueTest::installed).toList());

    @Test
    void givesTheQuickestFirst() {
        List<Long> seconds = Stream.generate(queue::next)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .map(installed -> installed.language().preparation())
                .flatMap(Stream::ofNullable)
                .map(recipe -> recipe.timeout().toSeconds())
                .toList();

        assertThat(seconds).hasSize(3).isSorted();
    }

    @Test
    void givesFirstWhatWasAskedForInTheOrderOfAsking() {
        String first = next();
        List<String> others = Stream.of("go", "java", "cpp")
                .filter(id -> !id.equals(first))
                .sorted()
                .toList();

        queue.ask(others.getLast());
        queue.ask(others.getFirst());
        queue.ask(others.getLast());

        assertThat(List.of(next(), next())).isEqualTo(others.reversed());
    }

    @Test
    void givesNothingTwiceHoweverOftenItIsAskedFor() {
        queue.ask("go");
        queue.ask("rust");
        String first = next();
        queue.ask("go");

        assertThat(first).isEqualTo("go");
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("cpp", "java");
        assertThat(queue.next()).isEmpty();
    }

    private String next() {
        return queue.next().orElseThrow().language().id();
    }

    private static InstalledLanguage installed(String id) {
        Language language = InstalledLanguages.catalog().find(id).orElseThrow();
        return new InstalledLanguage(language, "1", Path.of("/"), Map.of(), List.of(), List.of(), null);
    }
}
