package dev.kiln.queue;

/** What a cancel was answered. */
public enum CancelAnswer {
    /** It was waiting, and is canceled. */
    CANCELED,
    /** It runs; its worker was told. */
    REQUESTED,
    /** It was final before. */
    ALREADY_FINAL,
    /** This tenant has no such execution. */
    UNKNOWN
}
