package dev.kiln.e2e.bench;

import java.util.Arrays;

/** Measured times. Immutable. */
final class Sample {
    private final long[] sortedNanos;

    private Sample(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Sample of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    double medianMillis() {
        return percentileMillis(0.5);
    }

    /** The nearest-rank percentile, 0 to 1. */
    double percentileMillis(double fraction) {
        int rank = (int) Math.ceil(fraction * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }
}
