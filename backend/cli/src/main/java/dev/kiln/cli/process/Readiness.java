package dev.kiln.cli.process;

/** Whether a program that runs is of use yet. */
@FunctionalInterface
public interface Readiness {
    /** Asks it now; false while it does not answer. Bounded in time to about a second. */
    boolean isReady();
}
