package dev.kiln.cli.process;

import java.time.Duration;

/**
 * How long to wait before a program that ended is started again: each time twice as long, up to a bound, and from the
 * beginning once it has run for a while.
 *
 * @param first the first pause
 * @param longest the longest pause
 * @param calm a run of this length is no failure in a row with the one before
 */
public record Backoff(Duration first, Duration longest, Duration calm) {
    /** Half a second, up to half a minute, and anew after a minute of running. */
    public static Backoff standard() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /**
     * The pause after so many failures in a row.
     *
     * @param failures at least 1
     */
    public Duration pause(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** Failures in a row, once a program ended that had run for this long. */
    public int failures(int before, Duration ran) {
        return ran.compareTo(calm) < 0 ? before + 1 : 1;
    }
}
