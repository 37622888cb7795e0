package dev.kiln.control.tenant;

import dev.kiln.control.auth.Caller;
import dev.kiln.control.body.JsonBody;
import dev.kiln.control.body.ListPlace;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/tenants}. Another tenant is one that is not there, but to operators. 202 tells a change that is kept and
 * not yet in force.
 */
@RestController
@RequestMapping(path = KeyController.TENANTS, produces = MediaType.APPLICATION_JSON_VALUE)
class TenantController {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Set<String> FIELDS_OF_A_NEW_ONE = Set.of("id", "name", "quota");

    private final TenantAdministration tenants;
    private final Quota standard;

    TenantController(TenantAdministration tenants, QueuePolicy policy) {
        this.tenants = tenants;
        this.standard = policy.quota();
    }

    @GetMapping
    TenantResponse.Page list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        caller.requireAdministrator();
        ListPlace place = ListPlace.of(cursor, limit);
        if (!caller.isOperator()) {
            return new TenantResponse.Page(List.of(answer(tenants.find(caller.tenant()))), null);
        }
        List<Tenant> fetched = tenants.page(place.after().map(TenantController::opened), place.fetched());
        return new TenantResponse.Page(
                place.shown(fetched).stream().map(this::answer).toList(),
                place.next(fetched, tenant -> tenant.id().value()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TenantResponse> create(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        caller.requireOperator();
        JsonBody body = JsonBody.read(request, FIELDS_OF_A_NEW_ONE);
        TenantId id = id(body);
        Change<Tenant> made = tenants.create(id, body.name("name"), quota(body));
        return ResponseEntity.status(made.inForce() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create(KeyController.TENANTS + "/" + id))
                .body(answer(made.kept()));
    }

    @GetMapping("/{id}")
    TenantResponse find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return answer(tenants.find(caller.requireAdministratorOf(id)));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH})
    ResponseEntity<TenantResponse> change(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        TenantId tenant = caller.requireAdministratorOf(id);
        var patch = new TenantPatch(JsonBody.read(request, TenantPatch.FIELDS), standard);
        if (patch.isForOperators()) {
            caller.requireOperator();
        }
        return answer(tenants.change(tenant, patch::apply));
    }

    /** The whole quota: what is left out is as the default has it. */
    @PutMapping(path = "/{id}/quota", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TenantResponse> replaceQuota(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        TenantId tenant = caller.requireAdministratorOf(id);
        caller.requireOperator();
        Quota quota = QuotaReader.read(JsonBody.read(request, QuotaReader.FIELDS), standard, standard);
        return answer(tenants.change(tenant, before -> before.withQuota(quota)));
    }

    private @Nullable Quota quota(JsonBody body) {
        return !body.has("quota") || body.isNull("quota")
                ? null
                : QuotaReader.read(body.object("quota", QuotaReader.FIELDS), standard, standard);
    }

    private ResponseEntity<TenantResponse> answer(Change<Tenant> change) {
        return ResponseEntity.status(change.inForce() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(answer(change.kept()));
    }

    private TenantResponse answer(Tenant tenant) {
        return TenantResponse.of(tenant, standard);
    }

    private static TenantId id(JsonBody body) {
        String id = body.text("id");
        if (!TenantId.isValid(id)) {
            throw body.invalid("id", "Give 1 to 63 of a-z, 0-9 and '-', beginning with a letter or digit.");
        }
        return new TenantId(id);
    }

    private static TenantId opened(String cursor) {
        if (!TenantId.isValid(cursor)) {
            throw ListPlace.noCursor();
        }
        return new TenantId(cursor);
    }
}
