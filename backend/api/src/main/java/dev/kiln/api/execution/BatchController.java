package dev.kiln.api.execution;

import dev.kiln.api.auth.Caller;
import dev.kiln.api.body.Body;
import dev.kiln.api.body.BodyReader;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.tenant.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/executions/batch}: up to 1,000 executions, each accepted or refused on its own. */
@RestController
final class BatchController {
    private final BodyReader bodies;
    private final SubmitBatch submit;

    BatchController(BodyReader bodies, SubmitBatch submit) {
        this.bodies = bodies;
        this.submit = submit;
    }

    @PostMapping(
            path = "/v1/executions/batch",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    BatchResponse submit(Caller caller, HttpServletRequest request) {
        caller.require(Scope.EXECUTE);
        try (Body body = bodies.read(request)) {
            IdempotencyKey key = IdempotencyHeader.of(request, body);
            List<BatchItem> items = BatchRequestReader.read(body.array(), body.length());
            return submit.accept(items, caller.tenant(), key);
        }
    }
}
