package dev.kiln.control.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.User;
import dev.kiln.account.UserName;
import dev.kiln.control.ControlPlane;
import dev.kiln.tenant.KeySecret;
import dev.kiln.ui.editor.Executions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActAsIT {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer api;
    private final ControlPlane control;

    ActAsIT(@TempDir Path folder) throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            calls.add(new Call(
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Kiln-Act-As")));
            byte[] body = "{\"languages\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        api.start();
        control = ControlPlane.start(
                folder, Map.of("api-url", "http://127.0.0.1:" + api.getAddress().getPort()));
    }

    @AfterAll
    void stop() {
        control.close();
        api.stop(0);
    }

    @Test
    void speaksForTheTenantOfEachUserWithItsOwnKey() {
        User ada = create("ada");
        User bob = create("bob");
        Executions.OfTenant executions = control.bean(Executions.OfTenant.class);
        String bearer = "Bearer " + control.bean(KeySecret.class).reveal();

        executions.of(ada.tenantId()).languages();
        executions.of(bob.tenantId()).languages();

        assertThat(calls)
                .containsExactly(
                        new Call(bearer, ada.tenantId().value()),
                        new Call(bearer, bob.tenantId().value()));
    }

    private User create(String name) {
        return control.bean(Accounts.class)
                .create(new UserName(name), Password.chosen(ControlPlane.PASSWORD), Set.of());
    }

    private record Call(String authorization, String actsAs) {}
}
