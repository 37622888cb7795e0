package dev.kiln.api.bench;

import dev.kiln.api.ApiProperties;
import dev.kiln.api.auth.Caller;
import dev.kiln.api.body.BodyReader;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/bench/nothing}: reads the body of a submit and does nothing; what accepting is measured against. */
@RestController
final class BenchController {
    private final BodyReader bodies;
    private final boolean enabled;

    BenchController(BodyReader bodies, ApiProperties properties) {
        this.bodies = bodies;
        this.enabled = properties.bench().enabled();
    }

    @PostMapping(path = "/v1/bench/nothing", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> nothing(Caller caller, HttpServletRequest request) {
        if (!enabled) {
            throw new KilnException(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        }
        caller.require(Scope.EXECUTE);
        bodies.read(request).close();
        return ResponseEntity.noContent().build();
    }
}
