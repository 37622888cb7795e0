package dev.kiln.api.problem;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Problem details (RFC 9457) as they are answered.
 *
 * @param status the HTTP status
 * @param code what went wrong
 * @param field the field, header or parameter of the request at fault, or null if none is
 * @param detail what was wrong and what to do, for people
 * @param retryAfter when the same call is worth trying again, or null if nothing is known of that
 */
public record Problem(
        HttpStatus status,
        ErrorCode code,
        @Nullable String field,
        String detail,
        @Nullable Duration retryAfter) {
    private static final int RETRY_AFTER_SECONDS = 1;

    /** A problem of which nobody knows when it ends. */
    public Problem(HttpStatus status, ErrorCode code, @Nullable String field, String detail) {
        this(status, code, field, detail, null);
    }

    /** A problem without a field, with the status that its code has. */
    public static Problem of(ErrorCode code, String detail) {
        return new Problem(statusOf(code), code, null, detail);
    }

    /** The problem that a refusal or a failure of ours is told as. */
    public static Problem of(KilnException refusal) {
        ErrorCode code = refusal.code();
        return new Problem(statusOf(code), code, refusal.field(), detailOf(refusal), refusal.retryAfter());
    }

    /** Seconds after which the same call is worth trying again, or null if it is not. */
    public @Nullable Integer retryAfterSeconds() {
        if (retryAfter != null) {
            return (int)
                    Math.max(RETRY_AFTER_SECONDS, retryAfter.plusMillis(999).toSeconds());
        }
        return status == HttpStatus.SERVICE_UNAVAILABLE ? RETRY_AFTER_SECONDS : null;
    }

    /** The status that tells a code. */
    static HttpStatus statusOf(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, MALFORMED_JSON, UNKNOWN_FIELD, UNKNOWN_LANGUAGE, INVALID_PATH, LIMIT_OUT_OF_BOUNDS ->
                HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN, TENANT_SUSPENDED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case ALREADY_FINAL, ALREADY_EXISTS, TOO_MANY_KEYS, TOO_MANY_JOBS, NOT_DEAD -> HttpStatus.CONFLICT;
            case RESULT_EXPIRED -> HttpStatus.GONE;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY_WAITING, CPU_TIME_SPENT -> HttpStatus.TOO_MANY_REQUESTS;
            case QUEUE_FULL, STORE_FULL, OVERLOADED, STORE_UNAVAILABLE, NOT_DURABLE, LANGUAGE_UNAVAILABLE ->
                HttpStatus.SERVICE_UNAVAILABLE;
            case BOX_BROKEN, WORKER_LOST, LEASE_EXPIRED, POISON, CONTENT_LOST, INTERNAL ->
                HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** What is wrong inside is for the log; the caller is told what it means for it. */
    private static String detailOf(KilnException refusal) {
        return switch (refusal.code().kind()) {
            case CALLER, CAPACITY -> refusal.getMessage();
            case INFRASTRUCTURE ->
                switch (refusal.code()) {
                    case STORE_UNAVAILABLE -> "The store does not answer; try again soon.";
                    case NOT_DURABLE -> "The write could not be made durable; try again soon.";
                    default -> refusal.getMessage();
                };
            case DEFECT -> "Kiln failed at this. The operator finds the cause in the log.";
        };
    }
}
