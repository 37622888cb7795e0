package dev.kiln.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.execution.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedOutputTest {
    @ParameterizedTest
    @ValueSource(strings = {"1 2\n3", "1 2\n3\n", "1 2 \n3\t\n", "1 2\r\n3\r\n", "1 2\n3\n\n \n", "1 2 \t \n3 "})
    void toleratesWhiteSpaceAtTheEndOfLinesAndOfTheWhole(String actual) {
        assertThat(ExpectedOutput.matches(Content.of("1 2\n3\n"), Content.of(actual)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'1 2',' 1 2'", "'1 2','1  2'", "'a\n\nb','a\nb'", "'a','A'", "'a',''", "'','\n\na'", "'a b','a\nb'"})
    void countsEverythingElse(String expected, String actual) {
        assertThat(ExpectedOutput.matches(Content.of(expected), Content.of(actual)))
                .isFalse();
    }

    @Test
    void takesNothingForWhiteSpaceAlone() {
        assertThat(ExpectedOutput.matches(Content.empty(), Content.of(" \n\t\r\n")))
                .isTrue();
    }

    @Test
    void comparesBytesThatAreNoText() {
        byte[] bytes = {(byte) 0xff, 0, (byte) 0x80};

        assertThat(ExpectedOutput.matches(Content.of(bytes), Content.of(bytes))).isTrue();
        assertThat(ExpectedOutput.matches(Content.of(bytes), Content.of(new byte[] {(byte) 0xff, 0})))
                .isFalse();
    }
}
