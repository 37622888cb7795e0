package dev.kiln.control.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Problem details (RFC 9457) as they are answered.
 *
 * @param type always {@code about:blank}: the code tells what it is
 * @param title the status in words
 * @param status the HTTP status
 * @param code what went wrong, stable
 * @param field the field, header or parameter of the request at fault, or null if none is
 * @param detail what was wrong and what to do, for people
 */
record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String field,
        String detail) {
    private static final String DEFECT = "Kiln failed at this. The operator finds the cause in the log.";

    static Problem of(HttpStatus status, ErrorCode code, @Nullable String field, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.value(), code.word(), field, detail);
    }

    static Problem of(KilnException refusal) {
        return of(statusOf(refusal.code()), refusal.code(), refusal.field(), detailOf(refusal));
    }

    static Problem defect() {
        return of(HttpStatus.INTERNAL_SERVER_ERROR, ErrorCode.INTERNAL, null, DEFECT);
    }

    @JsonIgnore
    boolean isWorthTryingAgain() {
        return status == HttpStatus.SERVICE_UNAVAILABLE.value();
    }

    private static HttpStatus statusOf(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case ALREADY_EXISTS, TOO_MANY_KEYS -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            default ->
                switch (code.kind()) {
                    case CALLER -> HttpStatus.BAD_REQUEST;
                    case CAPACITY, INFRASTRUCTURE -> HttpStatus.SERVICE_UNAVAILABLE;
                    case DEFECT -> HttpStatus.INTERNAL_SERVER_ERROR;
                };
        };
    }

    /** What is wrong inside is for the log; the caller is told what it means for it. */
    private static String detailOf(KilnException refusal) {
        return switch (refusal.code().kind()) {
            case CALLER, CAPACITY -> refusal.getMessage();
            case INFRASTRUCTURE -> "The store does not answer; try again soon.";
            case DEFECT -> DEFECT;
        };
    }
}
