package dev.kiln.ui.editor;

import static dev.kiln.ui.editor.Executed.finished;
import static dev.kiln.ui.editor.Executed.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Outcome;
import dev.kiln.execution.Limits;
import dev.kiln.ui.component.StateLabel.Look;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SUCCESS             | Finished
            WRONG_ANSWER        | Wrong answer
            COMPILE_ERROR       | Did not compile
            MEMORY_EXCEEDED     | Stopped: more than 256 MiB of memory
            CPU_TIME_EXCEEDED   | Stopped: more than 5 s of CPU time
            WALL_TIME_EXCEEDED  | Stopped: longer than 10 s
            OUTPUT_EXCEEDED     | Stopped: more than 1 MiB of output
            """)
    void saysEachOutcomeInPlainWords(Outcome outcome, String words) {
        assertThat(of(outcome, 0, null).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
    void showsAllButSuccessAsFailed(Outcome outcome) {
        assertThat(of(outcome, 1, null).look()).isEqualTo(Look.FAILED);
    }

    @Test
    void saysTheExitCode() {
        assertThat(of(Outcome.RUNTIME_ERROR, 3, null).words()).isEqualTo("Ended with exit code 3");
    }

    @Test
    void saysWhatASignalMeans() {
        assertThat(of(Outcome.RUNTIME_ERROR, null, 11).words())
                .isEqualTo("Ended by signal 11: it touched memory that is not its own");
        assertThat(of(Outcome.RUNTIME_ERROR, null, 63).words()).isEqualTo("Ended by signal 63");
    }

    @Test
    void guessesThatAProgramWhichIdledItsTimeAwayWaitedForInput() {
        assertThat(of(Outcome.WALL_TIME_EXCEEDED, null, 9).advice()).contains("waiting, perhaps for input");
    }

    private static OutcomeWords of(Outcome outcome, @Nullable Integer exitCode, @Nullable Integer signal) {
        return OutcomeWords.of(finished(outcome, null, phase(exitCode, signal, "", "")), Limits.standard());
    }
}
