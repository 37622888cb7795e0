package dev.kiln.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server refused a call or failed at it, and said so (RFC 9457). An answer that is not Kiln's, for example that of a
 * proxy between, has the code {@link #UNEXPECTED_ANSWER}.
 */
public final class ApiException extends ClientException {
    /** The code for an answer that the client cannot read. */
    public static final String UNEXPECTED_ANSWER = "unexpected_answer";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final String detail;
    private final @Nullable Duration retryAfter;

    ApiException(int status, String code, @Nullable String field, String detail, @Nullable Duration retryAfter) {
        super(status + " " + code + (field == null ? "" : " (" + field + ")") + ": " + detail, null);
        this.status = status;
        this.code = code;
        this.field = field;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What went wrong, stable, for example {@code unknown_language}. */
    public String code() {
        return code;
    }

    /** The field of the request at fault, for example {@code limits.cpuMillis}; empty if none is. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** What went wrong and what to do, for people. */
    public String detail() {
        return detail;
    }

    /** How long to wait before the call is worth repeating; empty if the server did not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
