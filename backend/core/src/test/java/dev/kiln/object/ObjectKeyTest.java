package dev.kiln.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "executions/0-01kaxcfz2m8v5y1r9gq0n7e4bd/result/3-c0ffee", "a/b/c/d/e/f"})
    void takesPlainParts(String text) {
        assertThat(new ObjectKey(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                ".a",
                "a.b",
                "A",
                "a b",
                "a\\b",
                "a_b",
                "a\0b",
                "a\nb",
                "a\n",
                "-a",
                "a/-b",
                "é",
                "a%2fb",
                "~",
                "a/b/c/d/e/f/g"
            })
    void refusesWhatCouldMeanSomethingElseToAStore(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(text));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(ObjectKey.isValid("a".repeat(200))).isTrue();
        assertThat(ObjectKey.isValid("a".repeat(201))).isFalse();
    }
}
