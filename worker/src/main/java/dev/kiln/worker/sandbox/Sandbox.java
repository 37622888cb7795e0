package dev.kiln.worker.sandbox;

/** Port: makes boxes. Safe for many threads. */
public interface Sandbox extends AutoCloseable {
    /** What every box of this sandbox gives. */
    Isolation isolation();

    /**
     * Makes a box; takes some tens of milliseconds.
     *
     * @throws dev.kiln.problem.KilnException {@code box_broken} if it cannot be made
     */
    Box open();

    /** Ends what the boxes share. Boxes that are open go on until they are closed. */
    @Override
    void close();
}
