package dev.kiln.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void doublesTheBoundOfTheDelayUpToItsCap() {
        double almostOne = Math.nextDown(1.0);

        assertThat(POLICY.delay(1, almostOne)).isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        assertThat(POLICY.delay(3, almostOne)).isBetween(Duration.ofMillis(3_999), Duration.ofSeconds(4));
        assertThat(POLICY.delay(5, almostOne)).isBetween(Duration.ofMillis(9_999), Duration.ofSeconds(10));
    }

    @Test
    void neverLeavesItsBounds() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 10_000; i++) {
            Duration delay = POLICY.delay(1 + random.nextInt(1_000_000), random.nextDouble());

            assertThat(delay).isBetween(Duration.ZERO, POLICY.cap());
        }
    }
}
