package dev.kiln.api.admin;

import dev.kiln.object.ObjectSweep;
import dev.kiln.recovery.RecoverySweep;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/admin/recovery}: one sweep that gives expired leases back and makes due retries ready. */
@RestController
final class RecoveryController {
    private final RecoverySweep sweep;
    private final ObjectSweep objects;

    RecoveryController(RecoverySweep sweep, ObjectSweep objects) {
        this.sweep = sweep;
        this.objects = objects;
    }

    @PostMapping(path = "/v1/admin/recovery", produces = MediaType.APPLICATION_JSON_VALUE)
    RecoveryResponse recover() {
        return RecoveryResponse.of(sweep.sweep(), objects.sweep());
    }
}
