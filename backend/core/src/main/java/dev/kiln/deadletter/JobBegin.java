package dev.kiln.deadletter;

/** What the begin of a job was answered. */
public enum JobBegin {
    /** It is there, or was by the same call. */
    DONE,
    /** There is one of this id with another order. */
    OTHER_ORDER,
    /** As many as may be are under way. */
    TOO_MANY
}
