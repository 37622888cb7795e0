package dev.kiln.testkit;

import java.time.Clock;

/** The partition's time as the model keeps it: it stands still when the clock steps back or the workers are not heard. */
final class ModelClock {
    private static final long GAP = 5_000;

    private final Clock clock;
    private final long lease;
    private boolean begun;
    private long heard;
    private long offset;
    private long grace;

    ModelClock(Clock clock, long leaseMillis) {
        this.clock = clock;
        this.lease = leaseMillis;
    }

    /** What records show, ms since 1970. */
    long wall() {
        return clock.millis();
    }

    /** What leases and delays go by, ms. Asking says that the side of the workers is heard. */
    long now() {
        long at = wall();
        long gap = begun ? at - heard : 0;
        begun = true;
        heard = at;
        if (gap < 0 || gap > GAP) {
            offset -= gap;
            if (gap > GAP) {
                grace = at + offset + lease;
            }
        }
        return at + offset;
    }

    /** Whether a lease may expire at that time. */
    boolean mayExpire(long now) {
        return now >= grace;
    }
}
