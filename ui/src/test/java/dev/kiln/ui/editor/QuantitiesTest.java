package dev.kiln.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same examples as in {@code quantities.test.ts}. */
class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "340, 340 ms",
        "999, 999 ms",
        "1234, 1.2 s",
        "10000, 10 s",
        "59949, 59.9 s",
        "59999, 1 min",
        "125000, 2 min 5 s"
    })
    void saysDurationsAsPeopleDo(long millis, String words) {
        assertThat(Quantities.duration(millis)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 MiB", "1, under 0.1 MiB", "1048576, 1 MiB", "8808038, 8.4 MiB", "268435456, 256 MiB"})
    void saysSizesInMebibytes(long bytes, String words) {
        assertThat(Quantities.size(bytes)).isEqualTo(words);
    }
}
