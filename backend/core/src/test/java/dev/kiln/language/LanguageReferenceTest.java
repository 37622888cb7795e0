package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageReferenceTest {

    @Test
    void readsIdAndVersion() {
        assertThat(LanguageReference.parse("Python:3.11")).isEqualTo(new LanguageReference("python", "3.11"));
        assertThat(LanguageReference.parse("c++")).isEqualTo(new LanguageReference("c++", null));
    }

    @Test
    void meansVersionsThatBeginWithWholeNumbers() {
        LanguageReference reference = LanguageReference.parse("python:3.1");

        assertThat(reference.matches("3.1")).isTrue();
        assertThat(reference.matches("3.1.7")).isTrue();
        assertThat(reference.matches("3.11.2")).isFalse();
        assertThat(reference.matches("13.1")).isFalse();
    }

    @Test
    void meansEveryVersionWithoutOne() {
        assertThat(LanguageReference.parse("python").matches("3.11.2")).isTrue();
    }

    @Test
    void meansNothingWithAnEmptyVersion() {
        assertThat(LanguageReference.parse("python:").matches("3.11.2")).isFalse();
    }

    @Test
    void doesNotLookAtWhatIsTooLong() {
        assertThat(LanguageReference.parse("p".repeat(100_000)).name()).isEmpty();
    }
}
