package dev.kiln.e2e.drills;

import java.io.IOException;

/** A fault that strikes while executions wait and run, and ends. Without state, so it can be played again and again. */
interface Drill {
    /** Words with dashes, as {@code ./kiln drill} takes it. */
    String name();

    /** What breaks, in a line for people. */
    String what();

    /** Brings up what it is played on. */
    default Ground ground(DrillSize size) {
        return Ground.plain(size);
    }

    /** Whether it can be played on the same ground as others that say so, one after the other. */
    default boolean sharesItsGround() {
        return true;
    }

    /** Whether callers that got no answer ask again, with the idempotency key of the first time, until they get one. */
    default boolean repeatsSubmits() {
        return false;
    }

    /** How many attempts the fault accounts for at most: 1 where none may be charged. */
    int mostAttempts(DrillSize size);

    /** The fault, from its begin to its end. When this returns, everything is there again that was there before. */
    void strike(Scene scene) throws IOException, InterruptedException;
}
