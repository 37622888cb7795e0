package dev.kiln.problem;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A refusal or a failure with a stable code. The message is fit for the caller: no secret, no program output. */
public final class KilnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;
    private final @Nullable Duration retryAfter;

    /** A failure that no single field of a request caused. */
    public KilnException(ErrorCode code, String message) {
        this(code, null, message, null, null);
    }

    /** A failure translated at the edge, with what caused it. */
    public KilnException(ErrorCode code, String message, Throwable cause) {
        this(code, null, message, null, cause);
    }

    private KilnException(
            ErrorCode code,
            @Nullable String field,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** A refusal of one field, named as the request writes it, for example {@code limits.cpuMillis}. */
    public static KilnException ofField(ErrorCode code, String field, String message) {
        return new KilnException(code, field, message, null, null);
    }

    /** A refusal of what will be possible again, and when. */
    public static KilnException ofCapacity(ErrorCode code, String message, Duration retryAfter) {
        return new KilnException(code, null, message, retryAfter, null);
    }

    /** Never null, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public ErrorCode code() {
        return code;
    }

    /** When the same call is worth trying again, or null if nothing is known of that. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The field of the request at fault, or null if none is. */
    public @Nullable String field() {
        return field;
    }
}
