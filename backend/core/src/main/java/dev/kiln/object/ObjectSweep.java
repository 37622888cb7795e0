package dev.kiln.object;

/**
 * Port: removes objects that nothing refers to. Safe to run from many places at once; each step is bounded.
 *
 * <p>What the queue gives up it notes, and a step removes what was noted. What was written and never referred to, because
 * its writer died before, is found by going through a listing, page by page; it must have been seen without a reference
 * for longer than any submit may take.
 */
public interface ObjectSweep {
    /**
     * Removes some of what was given up, and looks through a page of the listing if no other did a moment ago.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if the queue's store or that of objects does not
     *     answer
     */
    ObjectSweepReport sweep();

    /**
     * Removes all that was given up, and looks through the whole listing: for a schedule outside of the workers.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} as above
     */
    ObjectSweepReport sweepAll();
}
