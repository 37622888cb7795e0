package dev.kiln.queue;

import dev.kiln.problem.ErrorCode;

/** Why a submit was refused. */
public enum Refusal {
    /** The queue holds as many as it may. */
    QUEUE_FULL(ErrorCode.QUEUE_FULL, "The queue holds as much as it may; try again soon."),
    /** What the queue is stored in has no room for it. */
    STORE_FULL(ErrorCode.STORE_FULL, "The queue has no room for it; try again soon."),
    /** It is large, and what large ones are stored in does not answer. */
    OBJECTS_UNAVAILABLE(
            ErrorCode.STORE_UNAVAILABLE,
            "The store of what is large does not answer; try again soon. What is small is accepted."),
    /** The tenant has as many waiting as it may. */
    TOO_MANY_WAITING(
            ErrorCode.TOO_MANY_WAITING, "The tenant has as many executions waiting as it may; try again soon."),
    /** The tenant has used the CPU time of its day. */
    CPU_TIME_SPENT(
            ErrorCode.CPU_TIME_SPENT, "The tenant has used its CPU time of today; a new day begins at 00:00 UTC."),
    /** The tenant may not submit at all. */
    TENANT_SUSPENDED(ErrorCode.TENANT_SUSPENDED, "The tenant is suspended."),
    /** The idempotency key came with another request before. */
    IDEMPOTENCY_KEY_REUSED(
            ErrorCode.IDEMPOTENCY_KEY_REUSED,
            "The idempotency key was used with another request; use a new one for a new request.");

    private final ErrorCode code;
    private final String message;

    Refusal(ErrorCode code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The stable code that tells it. */
    public ErrorCode code() {
        return code;
    }

    /** What the caller is told. */
    public String message() {
        return message;
    }
}
