package dev.kiln.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes problems as answers. Safe for many threads. */
@Component
public final class ProblemWriter {
    /** The media type of problem details. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the answer; does nothing if another one has begun. */
    public void write(Problem problem, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = toJson(problem);
        response.resetBuffer();
        response.setStatus(problem.status().value());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        Integer retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"kiln\"");
        }
        response.getOutputStream().write(body);
    }

    static byte[] toJson(Problem problem) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty("title", problem.status().getReasonPhrase());
            json.writeNumberProperty("status", problem.status().value());
            json.writeStringProperty("code", problem.code().word());
            if (problem.field() == null) {
                json.writeNullProperty("field");
            } else {
                json.writeStringProperty("field", problem.field());
            }
            json.writeStringProperty("detail", problem.detail());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
