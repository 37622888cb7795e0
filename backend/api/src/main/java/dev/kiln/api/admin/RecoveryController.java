package dev.kiln.api.admin;

import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/admin/recovery}: one sweep that gives expired leases back and makes due retries ready. */
@RestController
final class RecoveryController {
    private final RecoverySweep sweep;

    RecoveryController(RecoverySweep sweep) {
        this.sweep = sweep;
    }

    @PostMapping(path = "/v1/admin/recovery", produces = MediaType.APPLICATION_JSON_VALUE)
    RecoveryReport recover() {
        return sweep.sweep();
    }
}
