package dev.kiln.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
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
    void drawsFromTheWholeOfTheBound() {
        assertThat(POLICY.delay(3, 0)).isZero();
        assertThat(POLICY.delay(3, 0.25)).isEqualTo(Duration.ofSeconds(1));
        assertThat(POLICY.delay(3, 0.75)).isEqualTo(Duration.ofSeconds(3));
    }

    /** A hundred draws from one number leave no gap that is twice as wide as it must be, and none meet. */
    @Test
    void keepsApartWhatIsDrawnFromOneNumber() {
        double[] drawn =
                DoubleStream.iterate(0.9, RetryPolicy::next).limit(100).sorted().toArray();

        for (int i = 1; i < drawn.length; i++) {
            assertThat(drawn[i] - drawn[i - 1]).isBetween(0.003, 0.02);
        }
        assertThat(drawn[0]).isBetween(0.0, 0.02);
        assertThat(drawn[99]).isBetween(0.98, 1.0);
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
