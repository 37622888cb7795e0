package dev.kiln.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionIdTest {
    @Test
    void carriesItsPartition() {
        assertThat(ExecutionId.create(0, Instant.now()).partition()).isZero();
        assertThat(ExecutionId.create(46_655, Instant.now()).partition()).isEqualTo(46_655);
    }

    @Test
    void sortsByTime() {
        ExecutionId earlier = ExecutionId.create(0, Instant.ofEpochMilli(1_800_000_000_000L));
        ExecutionId later = ExecutionId.create(0, Instant.ofEpochMilli(1_800_000_000_001L));

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void isNeverGivenTwice() {
        Instant now = Instant.now();
        Set<ExecutionId> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(ExecutionId.create(0, now));
        }

        assertThat(seen).hasSize(10_000);
    }

    @Test
    void readsWhatItWrites() {
        ExecutionId id = ExecutionId.create(7, Instant.now());

        assertThat(new ExecutionId(id.value())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0-",
                "0-01k9",
                "0-01K9X0000000000000000000000",
                "0-81k9x00000000000000000000a",
                "0-01k9x0000000000000000000}{",
                "0-01k9x000000000000000000000\n",
                "0000-01k9x000000000000000000000",
                "../0-01k9x00000000000000000000"
            })
    void refusesWhatIsNotAnId(String text) {
        assertThat(ExecutionId.isValid(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExecutionId(text));
    }
}
