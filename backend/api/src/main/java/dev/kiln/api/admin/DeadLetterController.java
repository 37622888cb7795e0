package dev.kiln.api.admin;

import dev.kiln.api.execution.IdempotencyHeader;
import dev.kiln.api.problem.ProblemResolver;
import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterPage;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.execution.ExecutionId;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/dead-letters}: find, look into, replay and purge. */
@RestController
@RequestMapping(path = "/v1/admin/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLetterController {
    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping
    DeadLetterResponse.Page list(HttpServletRequest request) {
        QueryParameters parameters = QueryParameters.of(request, DeadLetterQuery.PARAMETERS);
        DeadLetterPage page = letters.find(
                DeadLetterQuery.filter(parameters), parameters.cursor(DeadLetterCursor::parse), parameters.limit());
        return new DeadLetterResponse.Page(
                page.letters().stream().map(DeadLetterResponse::of).toList(),
                page.next().map(DeadLetterCursor::text).orElse(null));
    }

    @GetMapping("/{id}")
    DeadLetterResponse.Whole find(@PathVariable String id, HttpServletRequest request) {
        return letters.get(idOf(id, request))
                .map(DeadLetterResponse.Whole::of)
                .orElseThrow(DeadLetterController::notFound);
    }

    /** Repeated with its {@code Idempotency-Key} it replays nothing again. */
    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable String id, HttpServletRequest request) {
        ExecutionId known = idOf(id, request);
        String token = IdempotencyHeader.token(request)
                .orElseGet(() -> UUID.randomUUID().toString());
        return switch (letters.replay(known, token)) {
            case DONE -> new Replayed(id);
            case NOT_DEAD -> throw notDead();
            case UNKNOWN -> throw notFound();
        };
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> purge(@PathVariable String id, HttpServletRequest request) {
        return switch (letters.purge(idOf(id, request))) {
            case DONE, UNKNOWN -> ResponseEntity.noContent().build();
            case NOT_DEAD -> throw notDead();
        };
    }

    /** What was put back. */
    record Replayed(String id) {}

    private static ExecutionId idOf(String id, HttpServletRequest request) {
        if (!ExecutionId.isValid(id)) {
            throw notFound();
        }
        request.setAttribute(ProblemResolver.EXECUTION_ID, id);
        return new ExecutionId(id);
    }

    private static KilnException notFound() {
        return KilnException.ofField(ErrorCode.NOT_FOUND, "id", "There is no such dead letter.");
    }

    private static KilnException notDead() {
        return KilnException.ofField(
                ErrorCode.NOT_DEAD, "id", "The execution is no dead letter; it may have been replayed.");
    }
}
