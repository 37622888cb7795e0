package dev.kiln.deadletter;

/** What a change of a dead letter was answered. */
public enum DeadLetterAnswer {
    /** Done, or done before by the same call. */
    DONE,
    /** The execution is no dead letter. */
    NOT_DEAD,
    /** There is no such execution. */
    UNKNOWN
}
