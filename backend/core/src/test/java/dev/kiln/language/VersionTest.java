package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void comparesNumbersAndNotLetters() {
        assertThat(Stream.of("3.13.0", "3.9.18", "3.10.1", "go1.4", "3.10")
                        .sorted(Comparator.comparing(Version::parse)))
                .containsExactly("go1.4", "3.9.18", "3.10", "3.10.1", "3.13.0");
    }

    @Test
    void takesAMissingNumberForZero() {
        assertThat(Version.parse("25")).isEqualByComparingTo(Version.parse("25.0.0"));
    }

    @Test
    void cutsToTwoNumbers() {
        assertThat(Version.parse("1.26.8").firstTwo()).isEqualTo("1.26");
        assertThat(Version.parse("25").firstTwo()).isEqualTo("25");
    }

    @Test
    void readsNumbersOfAnyLength() {
        assertThat(Version.parse("99999999999999999999.1")).isGreaterThan(Version.parse("2"));
    }
}
