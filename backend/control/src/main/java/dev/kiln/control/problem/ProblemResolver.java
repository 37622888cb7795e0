package dev.kiln.control.problem;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a problem of whatever a call of {@code /api} throws; the pages keep their own. Only what is our fault is logged,
 * and once. Safe for many threads.
 */
@Component
public final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);
    private static final String PREFIX = "/api/";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!request.getServletPath().startsWith(PREFIX)) {
            return null;
        }
        try {
            answer(exception, response);
        } catch (IOException gone) {
            LOG.atDebug().setMessage("The caller went away").setCause(gone).log();
        }
        return new ModelAndView();
    }

    /** Answers with the problem; does nothing if another answer has begun. */
    public void answer(Exception exception, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Problem problem = problemOf(exception, response);
        byte[] body = JSON.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        if (problem.isWorthTryingAgain()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"kiln\"");
        }
        response.getOutputStream().write(body);
    }

    private static Problem problemOf(Exception exception, HttpServletResponse response) {
        if (exception instanceof KilnException refusal) {
            log(refusal);
            return Problem.of(refusal);
        }
        if (exception instanceof ErrorResponse refusal
                && refusal.getStatusCode().is4xxClientError()) {
            refusal.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            return ofFramework(
                    exception, HttpStatus.valueOf(refusal.getStatusCode().value()));
        }
        LOG.atError()
                .setMessage("A call failed by a defect")
                .setCause(exception)
                .log();
        return Problem.defect();
    }

    private static Problem ofFramework(Exception exception, HttpStatus status) {
        return switch (exception) {
            case HttpRequestMethodNotSupportedException _ ->
                Problem.of(
                        status,
                        ErrorCode.UNSUPPORTED,
                        null,
                        "This address does not serve the method; the header Allow says which it does.");
            case HttpMediaTypeNotSupportedException _ ->
                Problem.of(
                        status, ErrorCode.UNSUPPORTED, "Content-Type", "Send the body as application/json in UTF-8.");
            case HttpMediaTypeNotAcceptableException _ ->
                Problem.of(status, ErrorCode.UNSUPPORTED, "Accept", "The answer is application/json; accept that.");
            default ->
                Problem.of(status, ErrorCode.INVALID_REQUEST, null, "The request is not one that this address takes.");
        };
    }

    private static void log(KilnException failure) {
        switch (failure.code().kind()) {
            case CALLER, CAPACITY -> {}
            case INFRASTRUCTURE ->
                LOG.atWarn()
                        .setMessage("A call failed")
                        .addKeyValue("reason", failure.getMessage())
                        .log();
            case DEFECT ->
                LOG.atError()
                        .setMessage("A call failed by a defect")
                        .setCause(failure)
                        .log();
        }
    }
}
