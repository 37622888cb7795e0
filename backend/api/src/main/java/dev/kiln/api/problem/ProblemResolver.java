package dev.kiln.api.problem;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.ErrorCode.Kind;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Makes a problem of whatever a handler or the framework throws. Only what is our fault is logged, and once. */
@Component
public final class ProblemResolver implements HandlerExceptionResolver {
    /** The request attribute under which a handler leaves the id of the execution that it works on, for the log. */
    public static final String EXECUTION_ID = "dev.kiln.executionId";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    private final ProblemWriter writer;

    ProblemResolver(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        try {
            if (!response.isCommitted()) {
                writer.write(problemOf(exception, request, response), response);
            } else {
                LOG.atDebug()
                        .setMessage("The caller went away")
                        .setCause(exception)
                        .log();
            }
        } catch (IOException gone) {
            LOG.atDebug().setMessage("The caller went away").setCause(gone).log();
        }
        return new ModelAndView();
    }

    private Problem problemOf(Exception exception, HttpServletRequest request, HttpServletResponse response) {
        if (exception instanceof KilnException refusal) {
            Problem problem = Problem.of(refusal);
            log(refusal.code().kind(), refusal, request);
            return problem;
        }
        if (exception instanceof ErrorResponse refusal
                && refusal.getStatusCode().is4xxClientError()) {
            refusal.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            return ofFramework(
                    exception, HttpStatus.valueOf(refusal.getStatusCode().value()), request);
        }
        log(Kind.DEFECT, exception, request);
        return Problem.of(ErrorCode.INTERNAL, "Kiln failed at this. The operator finds the cause in the log.");
    }

    private static Problem ofFramework(Exception exception, HttpStatus status, HttpServletRequest request) {
        return switch (exception) {
            case HttpRequestMethodNotSupportedException _ ->
                new Problem(
                        status,
                        ErrorCode.UNSUPPORTED,
                        null,
                        "This address does not serve the method; the header Allow says which it does.");
            case HttpMediaTypeNotSupportedException _ ->
                new Problem(
                        status, ErrorCode.UNSUPPORTED, "Content-Type", "Send the body as application/json in UTF-8.");
            case HttpMediaTypeNotAcceptableException _ ->
                new Problem(status, ErrorCode.UNSUPPORTED, "Accept", "The answer is application/json; accept that.");
            default ->
                status == HttpStatus.NOT_FOUND
                        ? new Problem(status, ErrorCode.NOT_FOUND, null, "There is nothing at this address.")
                        : new Problem(
                                status,
                                ErrorCode.INVALID_REQUEST,
                                null,
                                "The request is not one that " + request.getMethod() + " at this address takes.");
        };
    }

    private static void log(Kind kind, Exception exception, HttpServletRequest request) {
        switch (kind) {
            case CALLER, CAPACITY -> {}
            case INFRASTRUCTURE ->
                LOG.atWarn()
                        .setMessage("A call failed")
                        .addKeyValue("executionId", request.getAttribute(EXECUTION_ID))
                        .addKeyValue("reason", rootMessage(exception))
                        .log();
            case DEFECT ->
                LOG.atError()
                        .setMessage("A call failed by a defect")
                        .addKeyValue("executionId", request.getAttribute(EXECUTION_ID))
                        .setCause(exception)
                        .log();
        }
    }

    private static String rootMessage(Exception failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
