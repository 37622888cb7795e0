package dev.kiln.api.admin;

import dev.kiln.api.body.JsonInput;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueueControl;
import dev.kiln.queue.QueueInspection;
import dev.kiln.queue.TenantDepth;
import dev.kiln.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/queue}: how deep the queue is, and pausing of lanes and tenants. */
@RestController
@RequestMapping(path = "/v1/admin/queue", produces = MediaType.APPLICATION_JSON_VALUE)
final class QueueController {
    private static final Set<String> PAGED = Set.of(QueryParameters.CURSOR, QueryParameters.LIMIT);
    private static final String LANES =
            Arrays.stream(Lane.values()).map(Lane::word).collect(Collectors.joining(", "));

    private final QueueInspection inspection;
    private final QueueControl control;

    QueueController(QueueInspection inspection, QueueControl control) {
        this.inspection = inspection;
        this.control = control;
    }

    @GetMapping
    QueueResponse depth() {
        return QueueResponse.of(inspection.depth());
    }

    @GetMapping("/tenants")
    TenantDepthResponse.Page tenants(HttpServletRequest request) {
        QueryParameters parameters = QueryParameters.of(request, PAGED);
        int limit = parameters.limit();
        List<TenantDepth> found = inspection.tenants(parameters.cursor(TenantId::new), limit);
        return new TenantDepthResponse.Page(
                found.stream().map(TenantDepthResponse::of).toList(),
                found.size() < limit ? null : found.getLast().tenant().value());
    }

    @PostMapping("/lanes/{lane}/pause")
    QueueResponse.Lane pauseLane(@PathVariable String lane) {
        Lane known = lane(lane);
        control.pause(known);
        return QueueResponse.lane(inspection.depth(), known);
    }

    @PostMapping("/lanes/{lane}/resume")
    QueueResponse.Lane resumeLane(@PathVariable String lane) {
        Lane known = lane(lane);
        control.resume(known);
        return QueueResponse.lane(inspection.depth(), known);
    }

    @PostMapping("/tenants/{tenant}/pause")
    TenantPauseResponse pauseTenant(@PathVariable String tenant) {
        TenantId known = tenant(tenant);
        control.pause(known);
        return new TenantPauseResponse(tenant, true);
    }

    @PostMapping("/tenants/{tenant}/resume")
    TenantPauseResponse resumeTenant(@PathVariable String tenant) {
        TenantId known = tenant(tenant);
        control.resume(known);
        return new TenantPauseResponse(tenant, false);
    }

    /** What a pause of a tenant is answered: the queue need not know the tenant, its executions may come later. */
    record TenantPauseResponse(String tenant, boolean paused) {}

    private static Lane lane(String word) {
        return Arrays.stream(Lane.values())
                .filter(lane -> lane.word().equals(word))
                .findFirst()
                .orElseThrow(() -> KilnException.ofField(
                        ErrorCode.NOT_FOUND,
                        "lane",
                        "There is no lane '" + JsonInput.shortened(word) + "'; there are " + LANES + "."));
    }

    private static TenantId tenant(String id) {
        if (!TenantId.isValid(id)) {
            throw KilnException.ofField(
                    ErrorCode.NOT_FOUND, "tenant", "'" + JsonInput.shortened(id) + "' is no tenant's id.");
        }
        return new TenantId(id);
    }
}
