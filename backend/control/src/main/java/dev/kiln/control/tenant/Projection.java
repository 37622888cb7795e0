package dev.kiln.control.tenant;

/** Something that is kept in SQL, brought to where the execution API or the queue reads it. */
interface Projection {
    /**
     * Projects all of it.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if a store does not answer; it may be repeated
     */
    void projectAll();
}
