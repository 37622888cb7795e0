package dev.kiln.control.tenant;

import dev.kiln.control.auth.Caller;
import dev.kiln.control.body.JsonBody;
import dev.kiln.control.body.ListPlace;
import dev.kiln.tenant.ApiKeys.Position;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyId;
import dev.kiln.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/tenants/{id}/keys}. 202 tells a change that is kept and not yet in force. */
@RestController
@RequestMapping(path = KeyController.TENANTS + "/{id}/keys", produces = MediaType.APPLICATION_JSON_VALUE)
class KeyController {
    static final String TENANTS = "/api/v1/tenants";

    private static final String AND = " ";

    private final KeyAdministration keys;
    private final Clock clock;

    KeyController(KeyAdministration keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @GetMapping
    KeyResponse.Page list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        TenantId tenant = caller.requireAdministratorOf(id);
        ListPlace place = ListPlace.of(cursor, limit);
        Position after = place.after().map(KeyController::opened).orElse(null);
        List<KeptKey> fetched = keys.page(tenant, after, place.fetched());
        return new KeyResponse.Page(
                place.shown(fetched).stream().map(KeyResponse::of).toList(),
                place.next(fetched, key -> key.createdAt().toEpochMilli() + AND + key.id()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyResponse.Created> create(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        TenantId tenant = caller.requireAdministratorOf(id);
        KeyOrder order = KeyOrder.read(JsonBody.read(request, KeyOrder.FIELDS), clock.instant());
        Change<KeyAdministration.NewKey> made = keys.create(tenant, order, caller);
        KeyResponse.Created answer = KeyResponse.Created.of(made.kept());
        return ResponseEntity.status(made.inForce() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create(
                        TENANTS + "/" + tenant + "/keys/" + answer.key().id()))
                .body(answer);
    }

    @GetMapping("/{keyId}")
    KeyResponse find(@AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String keyId) {
        return KeyResponse.of(keys.find(caller.requireAdministratorOf(id), keyId));
    }

    @DeleteMapping("/{keyId}")
    ResponseEntity<KeyResponse> revoke(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String keyId) {
        Change<KeptKey> revoked = keys.revoke(caller.requireAdministratorOf(id), keyId, caller);
        return ResponseEntity.status(revoked.inForce() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(KeyResponse.of(revoked.kept()));
    }

    private static Position opened(String cursor) {
        String[] parts = cursor.split(AND, -1);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,15}") || !KeyId.isValid(parts[1])) {
            throw ListPlace.noCursor();
        }
        return new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), new KeyId(parts[1]));
    }
}
