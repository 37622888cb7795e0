package dev.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.execution.ExecutionId;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"\"}";
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
    void areNeededEverywhereButForHealth() {
        try (var nobody = caller(null)) {
            assertThat(nobody.get("/livez").status()).isEqualTo(200);
            assertThat(nobody.get("/readyz").status()).isEqualTo(200);
            for (String target : new String[] {"/", "/v1/languages", "/v1/executions/x", "/nothing", "/livez/x"}) {
                var answer = nobody.get(target);

                assertThat(answer.problem()).as(target).isEqualTo("401 unauthenticated -");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            }
        }
    }

    @Test
    void areRefusedWhereTheyAreNotKnown() {
        String known = server.newKey();
        for (String header : new String[] {
            "Bearer " + KeySecret.create().reveal(), "Bearer", "Bearer ", "Bearer kiln_x", "Basic " + known, known
        }) {
            try (var caller = caller(null)) {
                assertThat(caller.get("/v1/languages", "Authorization", header).problem())
                        .as(header.substring(0, Math.min(8, header.length())))
                        .isEqualTo("401 unauthenticated -");
            }
        }
        try (var caller = caller(null)) {
            assertThat(caller.get("/v1/languages", "Authorization", "bearer " + known)
                            .status())
                    .isEqualTo(200);
            assertThat(caller.get(
                                    "/v1/languages",
                                    "Authorization",
                                    "Bearer " + known,
                                    "Authorization",
                                    "Bearer " + known)
                            .problem())
                    .isEqualTo("401 unauthenticated -");
        }
    }

    @Test
    void areRefusedOnceTheyHaveExpired() {
        KeySecret ended = KeySecret.create();
        KeySecret ending = KeySecret.create();
        Instant now = Instant.now();
        admit(ended, now);
        admit(ending, now.plusSeconds(3600));
        try (var late = caller(ended.reveal());
                var inTime = caller(ending.reveal())) {
            var answer = late.get("/v1/languages");

            assertThat(answer.problem()).isEqualTo("401 unauthenticated -");
            assertThat(answer.json().required("detail").asString()).contains("expired");
            assertThat(inTime.get("/v1/languages").status()).isEqualTo(200);
        }
    }

    @Test
    void allowOnlyWhatTheirScopesSay() {
        try (var reader = caller(server.newKey(ApiServer.TENANT, Scope.READ));
                var writer = caller(server.newKey(ApiServer.TENANT, Scope.EXECUTE))) {
            assertThat(reader.get("/v1/languages").status()).isEqualTo(200);
            assertThat(reader.post("/v1/executions", HELLO).problem()).isEqualTo("403 forbidden -");
            assertThat(reader.delete("/v1/executions/0-01k9x0000000000000000000aa")
                            .problem())
                    .isEqualTo("403 forbidden -");
            String location = writer.post("/v1/executions", HELLO).header("Location");
            assertThat(writer.get(location).problem()).isEqualTo("403 forbidden -");
            assertThat(writer.get("/v1/languages").problem()).isEqualTo("403 forbidden -");
            assertThat(reader.get(location).status()).isEqualTo(200);
        }
    }

    @Test
    void speakForAnotherTenantOnlyWithTheScopeForIt() {
        String key = server.newKey(new TenantId("control"), Scope.ACT_AS, Scope.EXECUTE, Scope.READ);
        try (var control = caller(key);
                var plain = caller(server.newKey())) {
            var answer = control.send(
                    "POST", "/v1/executions", HELLO, "Content-Type", "application/json", "Kiln-Act-As", "user-7");

            assertThat(answer.status()).isEqualTo(202);
            var id = new ExecutionId(answer.json().required("id").asString());
            assertThat(server.bean(ExecutionStore.class).find(id))
                    .hasValueSatisfying(
                            execution -> assertThat(execution.tenant()).isEqualTo(new TenantId("user-7")));
            String location = answer.header("Location");
            assertThat(control.get(location, "Kiln-Act-As", "user-7").status()).isEqualTo(200);
            assertThat(control.get(location, "Kiln-Act-As", "user-8").problem()).isEqualTo("404 not_found id");
            assertThat(control.get(location).problem()).isEqualTo("404 not_found id");
            assertThat(control.get(location, "Kiln-Act-As", "User 7").problem())
                    .isEqualTo("400 invalid_request Kiln-Act-As");
            assertThat(control.get(location, "Kiln-Act-As", "user-7", "Kiln-Act-As", "user-8")
                            .problem())
                    .isEqualTo("400 invalid_request Kiln-Act-As");
            assertThat(plain.get(location, "Kiln-Act-As", "user-7").problem()).isEqualTo("403 forbidden Kiln-Act-As");
            assertThat(plain.get(location, "Kiln-Act-As", "User 7").problem()).isEqualTo("403 forbidden Kiln-Act-As");
        }
    }

    private static void admit(KeySecret secret, Instant end) {
        server.bean(KeyIndex.class)
                .put(new ApiKey(KeyHash.of(secret), "ending", ApiServer.TENANT, Set.of(Scope.READ), end));
    }

    private static HttpCaller caller(@Nullable String key) {
        return new HttpCaller(server.address(), key);
    }
}
