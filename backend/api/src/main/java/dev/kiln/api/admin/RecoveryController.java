package dev.kiln.api.admin;

import dev.kiln.api.auth.Caller;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.tenant.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/admin/recovery}: one sweep that gives expired leases back and makes due retries ready. */
@RestController
final class RecoveryController {
    private final RecoverySweep sweep;
    private final AdminPort port;

    RecoveryController(RecoverySweep sweep, AdminPort port) {
        this.sweep = sweep;
        this.port = port;
    }

    @PostMapping(path = "/v1/admin/recovery", produces = MediaType.APPLICATION_JSON_VALUE)
    RecoveryReport recover(Caller caller, HttpServletRequest request) {
        port.require(request);
        caller.require(Scope.OPERATOR);
        return sweep.sweep();
    }
}
