package dev.kiln.api.health;

import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /livez}: the process answers. {@code /readyz}: the store answers it too, so that it can do its work. Both are
 * open to all and say nothing else.
 */
@RestController
final class HealthController {
    private static final KeyHash NOBODY = new KeyHash("0".repeat(64));

    private final KeyIndex keys;

    HealthController(KeyIndex keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/livez", produces = MediaType.APPLICATION_JSON_VALUE)
    Status live() {
        return new Status("live");
    }

    /** Looks a key up that nobody has: what the store cannot answer becomes 503 {@code store_unavailable}. */
    @GetMapping(path = "/readyz", produces = MediaType.APPLICATION_JSON_VALUE)
    Status ready() {
        keys.find(NOBODY);
        return new Status("ready");
    }

    record Status(String status) {}
}
