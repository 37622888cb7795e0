package dev.kiln.deadletter;

import java.util.Locale;

/**
 * What a job is to do.
 *
 * @param action what becomes of each dead letter
 * @param filter which are meant, of those that have died before the job begins
 * @param ratePerSecond how many in a second at most, 1 to {@link #MOST_PER_SECOND}
 * @param dryRun whether it only counts
 */
public record DeadLetterOrder(Action action, DeadLetterFilter filter, int ratePerSecond, boolean dryRun) {
    /** The highest rate. */
    public static final int MOST_PER_SECOND = 1_000;

    /** @throws IllegalArgumentException if the rate is out of its bounds */
    public DeadLetterOrder {
        if (ratePerSecond < 1 || ratePerSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException("ratePerSecond: 1 to " + MOST_PER_SECOND);
        }
    }

    /** What becomes of a dead letter. */
    public enum Action {
        /** It is put back into the queue. */
        REPLAY,
        /** It is forgotten for good. */
        PURGE;

        /** The name as it is written outside, for example {@code replay}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
