package dev.kiln.queue;

/** What a submit was answered. */
public enum SubmitAnswer {
    /** It waits in the queue, and the write is on disk. */
    ACCEPTED,
    /** The queue holds as many as it may. */
    QUEUE_FULL
}
