package dev.kiln.api.problem;

import dev.kiln.problem.ErrorCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Tells in problem details what the server itself refuses before a handler is asked: a bad request line, say. */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // What the server throws at a caller's bad line or framing is no defect.
        if (throwable != null && status >= 500) {
            LOG.atError()
                    .setMessage("A call failed outside of any handler")
                    .setCause(throwable)
                    .log();
        }
        response.setContentType(ProblemWriter.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            Writer reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(new String(ProblemWriter.toJson(problemOf(status)), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException gone) {
            LOG.atDebug().setMessage("The caller went away").setCause(gone).log();
        }
    }

    private static Problem problemOf(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        HttpStatus told = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        if (told.is5xxServerError()) {
            return new Problem(
                    told, ErrorCode.INTERNAL, null, "Kiln failed at this. The operator finds the cause in the log.");
        }
        return switch (told) {
            case NOT_FOUND -> new Problem(told, ErrorCode.NOT_FOUND, null, "There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                new Problem(told, ErrorCode.UNSUPPORTED, null, "This address does not serve the method.");
            case REQUEST_TIMEOUT ->
                new Problem(
                        told, ErrorCode.TOO_SLOW, null, "The request did not arrive in time; nothing came for 10 s.");
            default ->
                new Problem(
                        told,
                        ErrorCode.INVALID_REQUEST,
                        null,
                        "The request line, a header or the body's framing is not valid, or they are too long (8 KB).");
        };
    }
}
