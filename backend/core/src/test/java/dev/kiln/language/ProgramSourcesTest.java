package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramSourcesTest {

    @Test
    void startsAtTheFirstFile() {
        assertThat(new ProgramSources(List.of("b.smp", "main.smp")).entryPoint())
                .isEqualTo("b.smp");
    }

    @Test
    void givesASingleSourceTheNameOfTheLanguage() {
        assertThat(ProgramSources.single(SampleLanguage.language()).paths()).containsExactly("main.smp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".", "a/./b", "a\0b"})
    void refusesPathsThatDoNotStayInTheWorkFolder(String path) {
        assertThatThrownBy(() -> new ProgramSources(List.of("main.smp", path)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAProgramWithoutFiles() {
        assertThatThrownBy(() -> new ProgramSources(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheEndingOfAFile() {
        assertThat(ProgramSources.extension("a.b/main.tar.GZ")).isEqualTo("gz");
        assertThat(ProgramSources.extension("a.b/Makefile")).isEmpty();
        assertThat(ProgramSources.extension(".profile")).isEmpty();
        assertThat(ProgramSources.extension("main.")).isEmpty();
    }
}
