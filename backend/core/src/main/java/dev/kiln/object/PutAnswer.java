package dev.kiln.object;

/** What a put was answered. */
public enum PutAnswer {
    /** It is there, durably. */
    WRITTEN,
    /** There was one of this key before, which stays as it is, and is durable. */
    ALREADY_THERE
}
