package dev.kiln.queue;

import dev.kiln.problem.ErrorCode;

/** Why a submit was refused. */
public enum Refusal {
    /** The queue holds as many as it may. */
    QUEUE_FULL(ErrorCode.QUEUE_FULL, "The queue holds as much as it may; try again soon.");

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
