package dev.kiln.control.health;

import dev.kiln.account.Accounts;
import dev.kiln.control.ControlProperties;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /livez} says that the process answers; {@code /readyz} that people can be signed in, which needs the database
 * alone. Redis and the execution API are told beside it: without them pages open and say what is missing. Asked at most
 * once in two seconds, however many ask.
 */
@RestController
class HealthController {
    private static final int CONNECT_MILLIS = 500;
    private static final long FRESH_NANOS = 2_000_000_000L;

    private final Accounts accounts;
    private final KeyIndex index;
    private final KeyHash ownKey;
    private final URI api;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Readiness last;
    private long askedAt;

    HealthController(Accounts accounts, KeyIndex index, KeySecret controlKey, ControlProperties properties) {
        this.accounts = accounts;
        this.index = index;
        this.ownKey = KeyHash.of(controlKey);
        this.api = properties.apiUrl();
    }

    @GetMapping("/livez")
    Liveness live() {
        return new Liveness("up");
    }

    @GetMapping("/readyz")
    ResponseEntity<Readiness> ready() {
        Readiness readiness = current();
        boolean ready = "up".equals(readiness.status());
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(readiness);
    }

    private Readiness current() {
        asking.lock();
        try {
            long now = System.nanoTime();
            if (last == null || now - askedAt > FRESH_NANOS) {
                last = ask();
                askedAt = System.nanoTime();
            }
            return last;
        } finally {
            asking.unlock();
        }
    }

    private Readiness ask() {
        String sql = word(() -> accounts.isEmpty());
        return new Readiness(sql, new Parts(sql, redis(), word(this::connect)));
    }

    /** {@code unprojected} while Redis answers but does not know the control plane's own key yet. */
    private String redis() {
        try {
            return index.find(ownKey).isPresent() ? "up" : "unprojected";
        } catch (KilnException away) {
            return "down";
        }
    }

    private void connect() throws IOException {
        int port = api.getPort() >= 0 ? api.getPort() : "https".equals(api.getScheme()) ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(api.getHost(), port), CONNECT_MILLIS);
        }
    }

    private static String word(Question question) {
        try {
            question.ask();
            return "up";
        } catch (KilnException | IOException away) {
            return "down";
        }
    }

    /** The process answers. */
    record Liveness(String status) {}

    /** Whether people can be signed in, and what stands behind the pages. */
    record Readiness(String status, Parts parts) {}

    /** Each {@code up} or {@code down}. */
    record Parts(String sql, String redis, String api) {}

    @FunctionalInterface
    private interface Question {
        void ask() throws IOException;
    }
}
