package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file of {@code languages/} is complete: this is what a new language has to pass first. */
class LanguagesFolderTest {
    private static final Path FOLDER = folder();

    @Test
    void holdsTheLanguagesThatKilnPromises() {
        assertThat(LanguageCatalog.load(FOLDER).languages())
                .extracting(Language::id)
                .contains(
                        "bash", "c", "cpp", "go", "java", "javascript", "php", "python", "ruby", "rust", "typescript");
    }

    @TestFactory
    Stream<DynamicTest> isComplete() {
        return LanguageCatalog.load(FOLDER).languages().stream()
                .map(language -> DynamicTest.dynamicTest(language.id(), () -> assertComplete(language)));
    }

    @Test
    void namesEachForeignIdOnce() {
        List<Language> languages = LanguageCatalog.load(FOLDER).languages();

        assertThat(languages.stream().flatMap(language -> language.dialects().judge0().stream()))
                .doesNotHaveDuplicates();
        assertThat(languages.stream().flatMap(language -> language.dialects().piston().stream()))
                .doesNotHaveDuplicates();
        assertThat(languages.stream().flatMap(language -> language.dialects().jobe().stream()))
                .doesNotHaveDuplicates();
    }

    private static void assertComplete(Language language) {
        assertThat(FOLDER.resolve(language.id() + ".toml")).exists();
        assertThat(language.missingTests()).isEmpty();
        assertThat(language.editor().template()).endsWith("\n");
        assertThat(language.tests())
                .filteredOn(test -> test.name().equals("arguments"))
                .allSatisfy(test -> assertThat(test.args()).contains("", "two words", "--version"));
        assertThat(language.tests())
                .filteredOn(test -> test.name().equals("utf-8"))
                .allSatisfy(test -> {
                    assertThat(test.stdin()).isEqualTo("añb🔥\n");
                    assertThat(test.expected().stdout()).isEqualTo("4 🔥bña → grüße, 世界 🔥\n");
                });
        assertThat(language.tests())
                .allSatisfy(test -> assertThat(Map.copyOf(test.files())).isNotEmpty());
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("languages"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException(
                        "no folder 'languages' above " + Path.of("").toAbsolutePath());
            }
        }
        return here.resolve("languages");
    }
}
