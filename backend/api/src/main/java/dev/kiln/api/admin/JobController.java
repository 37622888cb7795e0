package dev.kiln.api.admin;

import dev.kiln.api.body.Body;
import dev.kiln.api.body.BodyReader;
import dev.kiln.api.execution.IdempotencyHeader;
import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.JobAnswer;
import dev.kiln.deadletter.JobId;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/dead-letter-jobs}: replay or purge by a filter. The {@link JobDriver} of some instance makes the steps. */
@RestController
@RequestMapping(path = JobController.JOBS, produces = MediaType.APPLICATION_JSON_VALUE)
final class JobController {
    static final String JOBS = "/v1/admin/dead-letter-jobs";

    private static final int ID_DIGITS = 20;

    private final BodyReader bodies;
    private final DeadLetterJobs jobs;
    private final JobDriver driver;

    JobController(BodyReader bodies, DeadLetterJobs jobs, JobDriver driver) {
        this.bodies = bodies;
        this.jobs = jobs;
        this.driver = driver;
    }

    /** Repeated with its {@code Idempotency-Key} it begins no other job. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobResponse> begin(HttpServletRequest request) {
        String token = IdempotencyHeader.token(request)
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
        var id = new JobId("job-" + token.substring(0, ID_DIGITS));
        switch (jobs.begin(id, order(request))) {
            case DONE -> driver.wake();
            case OTHER_ORDER ->
                throw KilnException.ofField(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Idempotency-Key",
                        "The key was used for another job; use a new one for a new job.");
            case TOO_MANY ->
                throw new KilnException(
                        ErrorCode.TOO_MANY_JOBS,
                        "There are " + DeadLetterJobs.MOST_UNDER_WAY
                                + " jobs under way, paused ones too; let one end, or stop one.");
        }
        return ResponseEntity.accepted().location(URI.create(JOBS + "/" + id)).body(found(id));
    }

    private DeadLetterOrder order(HttpServletRequest request) {
        try (Body body = bodies.read(request)) {
            return JobRequestReader.read(body);
        }
    }

    @GetMapping
    JobResponse.All list() {
        return new JobResponse.All(jobs.list().stream().map(JobResponse::of).toList());
    }

    @GetMapping("/{id}")
    JobResponse find(@PathVariable String id) {
        return found(idOf(id));
    }

    @PostMapping("/{id}/pause")
    JobResponse pause(@PathVariable String id) {
        return change(id, jobs::pause);
    }

    @PostMapping("/{id}/resume")
    JobResponse resume(@PathVariable String id) {
        JobResponse resumed = change(id, jobs::resume);
        driver.wake();
        return resumed;
    }

    @PostMapping("/{id}/stop")
    JobResponse stop(@PathVariable String id) {
        return change(id, jobs::stop);
    }

    private JobResponse change(String id, Function<JobId, JobAnswer> call) {
        JobId known = idOf(id);
        return switch (call.apply(known)) {
            case DONE -> found(known);
            case ENDED -> throw KilnException.ofField(ErrorCode.ALREADY_FINAL, "id", "The job has ended.");
            case UNKNOWN -> throw notFound();
        };
    }

    private JobResponse found(JobId id) {
        return jobs.find(id).map(JobResponse::of).orElseThrow(JobController::notFound);
    }

    private static JobId idOf(String id) {
        if (!JobId.isValid(id)) {
            throw notFound();
        }
        return new JobId(id);
    }

    private static KilnException notFound() {
        return KilnException.ofField(ErrorCode.NOT_FOUND, "id", "There is no such job, or no more.");
    }
}
