package dev.kiln.client;

import java.util.Locale;

/** How urgent an execution is. */
public enum Lane {
    /** Somebody looks at the screen. */
    INTERACTIVE,
    /** What a request without a lane gets. */
    STANDARD,
    /** May wait. */
    BATCH;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
