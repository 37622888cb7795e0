package dev.kiln.queue;

import java.time.Duration;

/**
 * When an attempt that we failed is made again: exponential backoff with full jitter.
 *
 * @param attempts how many are made at most, 1 to 20
 * @param base the bound of the first delay, at least 1 ms
 * @param cap the bound of every delay, at least the base
 */
public record RetryPolicy(int attempts, Duration base, Duration cap) {
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    public RetryPolicy {
        if (attempts < 1 || attempts > 20) {
            throw new IllegalArgumentException("attempts: 1 to 20");
        }
        if (base.toMillis() < 1 || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("base: at least 1 ms; cap: at least the base");
        }
    }

    /** Five attempts, delays up to 1, 2, 4, 8 s. */
    public static RetryPolicy standard() {
        return new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * The delay before the next attempt.
     *
     * @param failed how many attempts have failed, at least 1
     * @param random uniform in [0, 1)
     */
    public Duration delay(int failed, double random) {
        int doublings = Math.min(failed - 1, 30);
        long bound = Math.min(cap.toMillis(), base.toMillis() << Math.min(doublings, 30));
        return Duration.ofMillis((long) (bound * random));
    }

    /** What follows a random number where many delays are drawn from one: uniform too, and far from those before it. */
    public static double next(double random) {
        return (random + GOLDEN_RATIO) % 1;
    }
}
