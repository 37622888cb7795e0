package dev.kiln.queue;

/** What a write under a lease was answered. */
public enum LeaseAnswer {
    /** Done, or done before by the same call. */
    DONE,
    /** The lease goes on, and the caller wants the execution ended: kill the program, then hand in what there is. */
    CANCEL_REQUESTED,
    /** The lease is another's or nobody's: throw the attempt away. */
    LOST,
    /** A commit alone: the result is large, and the store of objects did not take it. Nothing has changed; try again. */
    NOT_STORED
}
