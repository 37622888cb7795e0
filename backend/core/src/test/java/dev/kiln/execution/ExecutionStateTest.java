package dev.kiln.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionStateTest {
    @ParameterizedTest
    @CsvSource({"queued,false", "running,false", "retrying,false", "finished,true", "canceled,true", "dead,true"})
    void hasAWordAndKnowsWhetherItIsFinal(String word, boolean isFinal) {
        ExecutionState state = ExecutionState.ofWord(word);

        assertThat(state.word()).isEqualTo(word);
        assertThat(state.isFinal()).isEqualTo(isFinal);
    }

    @Test
    void refusesAnUnknownWord() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExecutionState.ofWord("waiting"));
    }
}
