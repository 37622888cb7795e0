package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageCatalogTest {
    private final Language sample = SampleLanguage.language();
    private final LanguageCatalog catalog = LanguageCatalog.of(List.of(sample));

    @Test
    void findsByIdAliasAndIdWithVersion() {
        assertThat(catalog.find("sample")).contains(sample);
        assertThat(catalog.find("SMP")).contains(sample);
        assertThat(catalog.find("sample:1.2")).contains(sample);
        assertThat(catalog.find("simple")).isEmpty();
        assertThat(catalog.find("")).isEmpty();
    }

    @Test
    void findsByTheEndingOfAFile() {
        assertThat(catalog.findByFile("folder/program.SMP")).contains(sample);
        assertThat(catalog.findByFile("program.txt")).isEmpty();
        assertThat(catalog.findByFile("smp")).isEmpty();
    }

    @Test
    void loadsEveryFileOfAFolder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("sample.toml"), SampleLanguage.TOML);
        Files.writeString(folder.resolve("other.toml"), other("other", "oth", "other"));
        Files.writeString(folder.resolve("README.md"), "not a language");

        assertThat(LanguageCatalog.load(folder).languages())
                .extracting(Language::id)
                .containsExactly("other", "sample");
    }

    @Test
    void refusesTwoLanguagesWithTheSameAlias() {
        Language other = LanguageFile.parse("other.toml", other("other", "smp", "other"));

        assertThatThrownBy(() -> LanguageCatalog.of(List.of(sample, other)))
                .isInstanceOf(LanguageFileException.class)
                .hasMessage("languages other and sample both claim the name 'smp'");
    }

    @Test
    void refusesTwoLanguagesWithTheSameEnding() {
        Language other = LanguageFile.parse("other.toml", other("other", "oth", "smp"));

        assertThatThrownBy(() -> LanguageCatalog.of(List.of(sample, other)))
                .isInstanceOf(LanguageFileException.class)
                .hasMessage("languages other and sample both claim the extension 'smp'");
    }

    @Test
    void refusesALanguageThatNamesItselfTwice() {
        Language twice = LanguageFile.parse("sample.toml", other("sample", "sample", "smp"));

        assertThatThrownBy(() -> LanguageCatalog.of(List.of(twice)))
                .isInstanceOf(LanguageFileException.class)
                .hasMessage("language sample names 'sample' twice");
    }

    @Test
    void saysWhereLanguageFilesAreLookedFor(@TempDir Path folder) {
        assertThatThrownBy(() -> LanguageCatalog.load(folder))
                .isInstanceOf(LanguageFileException.class)
                .hasMessageContaining("KILN_LANGUAGES");
        assertThatThrownBy(() -> LanguageCatalog.load(folder.resolve("absent")))
                .isInstanceOf(LanguageFileException.class)
                .hasMessageContaining("KILN_LANGUAGES");
    }

    private static String other(String id, String alias, String extension) {
        return SampleLanguage.TOML
                .replace("id = \"sample\"", "id = \"" + id + "\"")
                .replace("aliases = [\"smp\"]", "aliases = [\"" + alias + "\"]")
                .replace("extensions = [\"smp\", \"sm\"]", "extensions = [\"" + extension + "\"]")
                .replace("source = \"main.smp\"", "source = \"main." + extension + "\"");
    }
}
