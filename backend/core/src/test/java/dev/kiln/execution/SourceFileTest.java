package dev.kiln.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"main.py", "src/Main.java", "a b/ü.txt", "...", "..a", "a/.hidden", "-rf", "~", "$(id)"})
    void takesAnyPlainPathBelowTheWorkFolder(String path) {
        assertThat(new SourceFile(path, Content.empty()).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "\ud800"
            })
    void refusesAPathThatCouldMeanAnythingElse(String path) {
        assertThatThrownBy(() -> new SourceFile(path, Content.empty()))
                .isInstanceOfSatisfying(
                        KilnException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PATH));
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(SourceFile.faultOf("ü".repeat(127))).isEmpty();
        assertThat(SourceFile.faultOf("ü".repeat(128))).isPresent();
        assertThat(SourceFile.faultOf("a/".repeat(2_047) + "bb")).isEmpty();
        assertThat(SourceFile.faultOf("a/".repeat(2_048) + "b")).isPresent();
    }
}
