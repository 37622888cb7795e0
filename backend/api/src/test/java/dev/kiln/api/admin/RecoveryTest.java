package dev.kiln.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.tenant.Scope;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isForOperatorsOnTheirOwnPort() {
        URI admin = server.adminAddress();
        String operator = server.newKey(ApiServer.TENANT, Scope.OPERATOR);
        try (var atAdmin = new HttpCaller(admin, operator);
                var atPublic = new HttpCaller(server.address(), operator);
                var nobody = new HttpCaller(admin, server.newKey())) {
            var swept = atAdmin.send("POST", "/v1/admin/recovery", null);

            assertThat(swept.status()).isEqualTo(200);
            assertThat(swept.response().body())
                    .isEqualTo(
                            "{\"expiredLeases\":0,\"dueRetries\":0,\"deadLetters\":0,\"replays\":0,\"expiredDeadLetters\":0,\"leases\":0,\"retries\":0,\"removedObjects\":0,\"orphans\":0}");
            assertThat(atPublic.send("POST", "/v1/admin/recovery", null).problem())
                    .isEqualTo("404 not_found -");
            assertThat(nobody.send("POST", "/v1/admin/recovery", null).problem())
                    .isEqualTo("403 forbidden -");
        }
    }
}
