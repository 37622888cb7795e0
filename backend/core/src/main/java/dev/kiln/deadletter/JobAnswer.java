package dev.kiln.deadletter;

/** What a change of a job was answered. */
public enum JobAnswer {
    /** Done, or done before. */
    DONE,
    /** The job has ended before. */
    ENDED,
    /** There is no such job, or no more. */
    UNKNOWN
}
