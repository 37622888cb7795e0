package dev.kiln.api.admin;

import dev.kiln.fleet.WorkerDirectory;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/admin/workers}: the workers that were seen within 30 seconds. */
@RestController
final class WorkerController {
    private final WorkerDirectory directory;

    WorkerController(WorkerDirectory directory) {
        this.directory = directory;
    }

    @GetMapping(path = "/v1/admin/workers", produces = MediaType.APPLICATION_JSON_VALUE)
    All workers() {
        return new All(directory.seen().stream()
                .map(WorkerResponse::of)
                .sorted(Comparator.comparing(WorkerResponse::id))
                .toList());
    }

    record All(List<WorkerResponse> workers) {}
}
