package dev.kiln.api.execution;

import dev.kiln.api.auth.Caller;
import dev.kiln.api.body.Body;
import dev.kiln.api.body.BodyReader;
import dev.kiln.api.problem.ProblemResolver;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.tenant.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/executions}: submit, read, await, cancel. Another tenant's execution is one that is not there. */
@RestController
@RequestMapping(path = "/v1/executions", produces = MediaType.APPLICATION_JSON_VALUE)
final class ExecutionController {
    private final BodyReader bodies;
    private final SubmitExecution submit;
    private final ExecutionQueue queue;
    private final Waiting waiting;

    ExecutionController(BodyReader bodies, SubmitExecution submit, ExecutionQueue queue, Waiting waiting) {
        this.bodies = bodies;
        this.submit = submit;
        this.queue = queue;
        this.waiting = waiting;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExecutionResponse> submit(Caller caller, HttpServletRequest request) {
        caller.require(Scope.EXECUTE);
        Duration wait = WaitTime.of(request);
        Execution accepted = accept(caller, request);
        ExecutionId id = accepted.id();
        Execution execution = wait.isZero() ? accepted : waiting.await(id, wait).orElseThrow(ExecutionController::lost);
        HttpStatus status = execution.state().isFinal() ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status)
                .location(URI.create("/v1/executions/" + id))
                .body(ExecutionResponse.of(execution));
    }

    @GetMapping("/{id}")
    ExecutionResponse find(@PathVariable String id, Caller caller, HttpServletRequest request) {
        caller.require(Scope.READ);
        Duration wait = WaitTime.of(request);
        ExecutionId known = idOf(id, request);
        Execution execution = own(known, caller, Duration.ZERO);
        boolean done = wait.isZero() || execution.state().isFinal();
        return ExecutionResponse.of(done ? execution : own(known, caller, wait));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<ExecutionResponse> cancel(@PathVariable String id, Caller caller, HttpServletRequest request) {
        caller.require(Scope.EXECUTE);
        ExecutionId known = idOf(id, request);
        CancelAnswer answer = queue.cancel(known, caller.tenant());
        HttpStatus status = switch (answer) {
            case CANCELED -> HttpStatus.OK;
            case REQUESTED -> HttpStatus.ACCEPTED;
            case ALREADY_FINAL ->
                throw new KilnException(
                        ErrorCode.ALREADY_FINAL, "The execution has ended; there is nothing to cancel.");
            case UNKNOWN -> throw notFound();
        };
        return ResponseEntity.status(status).body(ExecutionResponse.of(own(known, caller, Duration.ZERO)));
    }

    /** The body counts against the budget until the queue has it, and not while its sender waits for the end. */
    private Execution accept(Caller caller, HttpServletRequest request) {
        try (Body body = bodies.read(request)) {
            IdempotencyKey key = IdempotencyHeader.of(request, body);
            SubmitRequest asked = SubmitRequestReader.read(body.array(), body.length());
            Submission submission = submit.prepare(asked, caller.tenant());
            request.setAttribute(ProblemResolver.EXECUTION_ID, submission.id());
            return submit.enqueue(submission, key);
        }
    }

    private Execution own(ExecutionId id, Caller caller, Duration wait) {
        return waiting.await(id, wait)
                .filter(execution -> execution.tenant().equals(caller.tenant()))
                .orElseThrow(ExecutionController::notFound);
    }

    private static ExecutionId idOf(String id, HttpServletRequest request) {
        if (!ExecutionId.isValid(id)) {
            throw notFound();
        }
        request.setAttribute(ProblemResolver.EXECUTION_ID, id);
        return new ExecutionId(id);
    }

    private static KilnException notFound() {
        return KilnException.ofField(ErrorCode.NOT_FOUND, "id", "There is no such execution.");
    }

    private static KilnException lost() {
        return new KilnException(ErrorCode.INTERNAL, "an execution that was accepted is not in the store");
    }
}
