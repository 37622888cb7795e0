package dev.kiln.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = Backoff.standard();

    @Test
    void doublesUpToItsBound() {
        assertThat(backoff.pause(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.pause(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.pause(6)).isEqualTo(Duration.ofSeconds(16));
        assertThat(backoff.pause(7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.pause(1_000_000)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void beginsAnewAfterACalmRun() {
        assertThat(backoff.failures(4, Duration.ofSeconds(59))).isEqualTo(5);
        assertThat(backoff.failures(4, Duration.ofSeconds(60))).isEqualTo(1);
    }
}
