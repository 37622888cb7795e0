package dev.kiln.worker.lease;

/** Why an attempt is to end before its program did. */
public enum StopReason {
    /** The caller does not want it any more: hand in what there is. */
    CANCELED,
    /** The worker leaves: give the execution back. */
    HAND_BACK,
    /** The lease is another's: throw the attempt away. */
    LOST
}
