package dev.kiln.queue;

import java.util.Locale;

/** On what a worker runs. */
public enum Capacity {
    /** It stays until it is asked to leave. */
    ON_DEMAND,
    /** The cloud may take it away at short notice. What was handed back often by such workers is given to the others. */
    SPOT;

    /** The name as it is written outside, for example {@code on-demand}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
