package dev.kiln.object;

/**
 * What a sweep of objects did.
 *
 * @param removed objects that were removed
 * @param orphans objects that were found without a reference, and are removed if they still have none after the grace
 */
public record ObjectSweepReport(int removed, int orphans) {
    /** Whether there was nothing to do at this moment. */
    public boolean didNothing() {
        return removed == 0 && orphans == 0;
    }

    /** Both sweeps together. */
    public ObjectSweepReport then(ObjectSweepReport later) {
        return new ObjectSweepReport(removed + later.removed, orphans + later.orphans);
    }
}
