package dev.kiln.problem;

import java.util.Locale;

/**
 * The stable names of everything that can go wrong. The name in lower case is part of the public API; the kind alone
 * decides whether a caller may retry, which HTTP status is answered and whether somebody is woken.
 */
public enum ErrorCode {
    /** A field of the request is missing, of the wrong type or out of bounds. */
    INVALID_REQUEST(Kind.CALLER),
    /** The body is not JSON, or JSON that repeats a key. */
    MALFORMED_JSON(Kind.CALLER),
    /** A field that the API does not know. */
    UNKNOWN_FIELD(Kind.CALLER),
    /** A body or source over its bound. */
    TOO_LARGE(Kind.CALLER),
    /** A body that did not arrive in time. */
    TOO_SLOW(Kind.CALLER),
    /** No such language, or none of that version. */
    UNKNOWN_LANGUAGE(Kind.CALLER),
    /** A path that is absolute, climbs out, or is not a plain file name. */
    INVALID_PATH(Kind.CALLER),
    /** A limit outside its bounds. */
    LIMIT_OUT_OF_BOUNDS(Kind.CALLER),
    /** No key, or one that is not known. */
    UNAUTHENTICATED(Kind.CALLER),
    /** The key lacks the scope for this call. */
    FORBIDDEN(Kind.CALLER),
    /** No such address, and none of this id that the caller may see. */
    NOT_FOUND(Kind.CALLER),
    /** There is one of this id. */
    ALREADY_EXISTS(Kind.CALLER),
    /** The tenant has as many keys as it may. */
    TOO_MANY_KEYS(Kind.CALLER),
    /** As many jobs over dead letters are under way as may be. */
    TOO_MANY_JOBS(Kind.CALLER),
    /** The execution is already final. */
    ALREADY_FINAL(Kind.CALLER),
    /** The execution is no dead letter. */
    NOT_DEAD(Kind.CALLER),
    /** The result was there and its time is over. */
    RESULT_EXPIRED(Kind.CALLER),
    /** The method or media type is not served at this address. */
    UNSUPPORTED(Kind.CALLER),
    /** The tenant may submit nothing. */
    TENANT_SUSPENDED(Kind.CALLER),
    /** The idempotency key came with another request before. */
    IDEMPOTENCY_KEY_REUSED(Kind.CALLER),
    /** The queue holds as much as it may. */
    QUEUE_FULL(Kind.CAPACITY),
    /** The store of the queue has no room for more. */
    STORE_FULL(Kind.CAPACITY),
    /** The tenant has as many executions waiting as it may. */
    TOO_MANY_WAITING(Kind.CAPACITY),
    /** The tenant has used the CPU time of its day. */
    CPU_TIME_SPENT(Kind.CAPACITY),
    /** Too much is in flight in this process. */
    OVERLOADED(Kind.CAPACITY),
    /** Redis does not answer. */
    STORE_UNAVAILABLE(Kind.INFRASTRUCTURE),
    /** The write could not be made durable. */
    NOT_DURABLE(Kind.INFRASTRUCTURE),
    /** The box could not be made or died by itself. */
    BOX_BROKEN(Kind.INFRASTRUCTURE),
    /** The worker vanished during the attempt. */
    WORKER_LOST(Kind.INFRASTRUCTURE),
    /** The worker is there, and did not renew its lease in time. */
    LEASE_EXPIRED(Kind.INFRASTRUCTURE),
    /** Several workers vanished while they ran it. */
    POISON(Kind.INFRASTRUCTURE),
    /** No worker has what the language needs. */
    LANGUAGE_UNAVAILABLE(Kind.INFRASTRUCTURE),
    /** What was stored of an execution is not there any more, or not as it was written. */
    CONTENT_LOST(Kind.DEFECT),
    /** A defect of Kiln. */
    INTERNAL(Kind.DEFECT);

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    /** Who is at fault, and so what follows. */
    public Kind kind() {
        return kind;
    }

    /** The name as it is written in answers and stored records, for example {@code unknown_language}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who is at fault: the caller, the room that is left, what Kiln stands on, or Kiln. */
    public enum Kind {
        CALLER,
        CAPACITY,
        INFRASTRUCTURE,
        DEFECT
    }
}
