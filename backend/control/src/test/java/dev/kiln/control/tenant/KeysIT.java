package dev.kiln.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.control.ControlPlane;
import dev.kiln.control.Program;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/tenants/{id}/keys} over the real control plane, its database and Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysIT {
    private static final String READING = "{\"name\":\"Reader\",\"scopes\":[\"read\"]}";

    private final AtomicInteger tenants = new AtomicInteger();
    private final RedisServer redis = RedisServer.start();
    private final ControlPlane control;
    private final Program operator;

    KeysIT(@TempDir Path folder) throws IOException {
        KeySecret key = KeySecret.create();
        Path file = Files.writeString(folder.resolve("operator-key"), key.reveal() + "\n");
        control = ControlPlane.start(folder, Map.of("redis.url", redis.url(), "operator-key-file", file.toString()));
        operator = control.program(key.reveal());
    }

    @AfterAll
    void stop() {
        operator.close();
        control.close();
        redis.close();
    }

    @Test
    void showsTheSecretOfANewKeyOnceAndKeepsItsHashAlone() {
        TenantId tenant = newTenant();

        var made = operator.post(keysOf(tenant), READING);

        assertThat(made.status()).isEqualTo(201);
        KeySecret secret = KeySecret.of(made.text("/secret"));
        String id = KeyHash.of(secret).id().hex();
        assertThat(made.header("Location")).isEqualTo("/api/v1" + keysOf(tenant) + "/" + id);
        assertThat(made.text("/key/id")).isEqualTo(id);
        var shown = operator.get(keysOf(tenant) + "/" + id);
        assertThat(shown.json()).isEqualTo(made.json().required("key"));
        assertThat(shown.response().body()
                        + operator.get(keysOf(tenant)).response().body())
                .doesNotContain(secret.reveal())
                .doesNotContain(KeyHash.of(secret).hex());
        assertThat(index(secret)).isEqualTo(new ApiKey(KeyHash.of(secret), "Reader", tenant, Set.of(Scope.READ)));
    }

    @Test
    void revokesAKeyAtOnceAndForGood() {
        TenantId tenant = newTenant();
        var made = operator.post(keysOf(tenant), "{\"name\":\"Admin\",\"scopes\":[\"admin\"]}");
        KeySecret secret = KeySecret.of(made.text("/secret"));
        String path = keysOf(tenant) + "/" + made.text("/key/id");
        try (Program admin = control.program(secret.reveal())) {
            assertThat(admin.get("/tenants").status()).isEqualTo(200);

            var revoked = operator.delete(path);

            assertThat(revoked.status()).isEqualTo(200);
            assertThat(revoked.json().required("revokedAt").isNull()).isFalse();
            assertThat(admin.get("/tenants").problem()).isEqualTo("401 unauthenticated -");
            assertThat(control.bean(KeyIndex.class).find(KeyHash.of(secret))).isEmpty();
            assertThat(operator.delete(path).json()).isEqualTo(revoked.json());
        }
    }

    @Test
    void refusesAKeyWhoseTimeIsOver() {
        TenantId tenant = newTenant();
        KeySecret secret = KeySecret.create();
        control.bean(ApiKeys.class)
                .put(new ApiKey(KeyHash.of(secret), "ended", tenant, Set.of(Scope.ADMIN), Instant.now()));
        try (Program late = control.program(secret.reveal())) {
            assertThat(late.get("/tenants").problem()).isEqualTo("401 unauthenticated -");
        }
    }

    @Test
    void listsTheKeysOfATenantTheNewestFirst() {
        TenantId tenant = newTenant();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(operator.post(keysOf(tenant), READING).text("/key/id"));
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            var page = operator.get(keysOf(tenant) + "?limit=2" + cursor);
            page.json()
                    .required("keys")
                    .forEach(key -> listed.add(key.required("id").asString()));
            cursor = page.json().required("nextCursor").isNull() ? "" : "&cursor=" + page.text("/nextCursor");
        } while (!cursor.isEmpty());

        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
        assertThat(operator.get(keysOf(tenant) + "?cursor=QUJD").problem()).isEqualTo("400 invalid_request cursor");
    }

    @Test
    void tellsTheHourInWhichAKeyWasLastUsed() {
        TenantId tenant = newTenant();
        var made = operator.post(keysOf(tenant), "{\"name\":\"Admin\",\"scopes\":[\"admin\"]}");
        assertThat(made.json().at("/key/lastUsedAt").isNull()).isTrue();
        Instant before = Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (Program admin = control.program(made.text("/secret"))) {
            String lastUsed = admin.get(keysOf(tenant)).text("/keys/0/lastUsedAt");

            assertThat(Instant.parse(lastUsed)).isBetween(before, Instant.now());
            assertThat(Instant.parse(lastUsed).truncatedTo(ChronoUnit.HOURS)).isEqualTo(lastUsed);
        }
    }

    @Test
    void letsNobodyGiveWhatTheyHaveNot() {
        TenantId tenant = newTenant();
        try (Program admin = admin(tenant, Scope.ADMIN, Scope.READ)) {
            assertThat(admin.post(keysOf(tenant), READING).status()).isEqualTo(201);
            for (String scope : List.of("execute", "operator", "act-as")) {
                assertThat(admin.post(keysOf(tenant), "{\"name\":\"x\",\"scopes\":[\"read\",\"" + scope + "\"]}")
                                .problem())
                        .as(scope)
                        .isEqualTo("403 forbidden scopes");
            }
            assertThat(admin.post(keysOf(newTenant()), READING).problem()).isEqualTo("404 not_found id");
        }
    }

    @Test
    void letsAnAdministratorRevokeTheirTenantsKeysButNoneThatCrossesTenants() {
        TenantId tenant = newTenant();
        String plain = operator.post(keysOf(tenant), "{\"name\":\"x\",\"scopes\":[\"execute\"]}")
                .text("/key/id");
        String crossing = operator.post(keysOf(tenant), "{\"name\":\"x\",\"scopes\":[\"operator\"]}")
                .text("/key/id");
        TenantId other = newTenant();
        String foreign = operator.post(keysOf(other), READING).text("/key/id");
        try (Program admin = admin(tenant, Scope.ADMIN)) {
            assertThat(admin.delete(keysOf(tenant) + "/" + plain).status()).isEqualTo(200);
            assertThat(admin.delete(keysOf(tenant) + "/" + crossing).problem()).isEqualTo("403 forbidden -");
            assertThat(admin.delete(keysOf(tenant) + "/" + foreign).problem()).isEqualTo("404 not_found keyId");
            assertThat(admin.delete(keysOf(other) + "/" + foreign).problem()).isEqualTo("404 not_found id");
        }
    }

    @Test
    void boundsTheKeysOfATenant() {
        TenantId tenant = newTenant();
        for (int i = 0; i < KeyAdministration.MOST_KEYS; i++) {
            control.bean(ApiKeys.class)
                    .put(new ApiKey(KeyHash.of(KeySecret.create()), "x", tenant, Set.of(Scope.READ)));
        }

        assertThat(operator.post(keysOf(tenant), READING).problem()).isEqualTo("409 too_many_keys -");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"x"}                                                   | 400 invalid_request scopes
                    {"name":"x","scopes":[]}                                       | 400 invalid_request scopes
                    {"name":"x","scopes":["root"]}                                 | 400 invalid_request scopes
                    {"name":"x","scopes":["READ"]}                                 | 400 invalid_request scopes
                    {"name":"x","scopes":["read",1]}                               | 400 invalid_request scopes
                    {"name":"x","scopes":"read"}                                   | 400 invalid_request scopes
                    {"name":"x","scopes":["read","read","read","read","read","read"]} | 400 invalid_request scopes
                    {"scopes":["read"]}                                            | 400 invalid_request name
                    {"name":"x","scopes":["read"],"expiresAt":"tomorrow"}          | 400 invalid_request expiresAt
                    {"name":"x","scopes":["read"],"expiresAt":"2020-01-01T00:00:00Z"}  | 400 invalid_request expiresAt
                    {"name":"x","scopes":["read"],"expiresAt":"+99999-01-01T00:00:00Z"} | 400 invalid_request expiresAt
                    {"name":"x","scopes":["read"],"expiresAt":7}                   | 400 invalid_request expiresAt
                    {"name":"x","scopes":["read"],"secret":"kiln_x"}               | 400 unknown_field secret
                    """)
    void namesTheFieldThatIsWrong(String body, String problem) {
        assertThat(operator.post(keysOf(new TenantId("default")), body).problem())
                .isEqualTo(problem);
    }

    @Test
    void takesATimeOfAnyZone() {
        TenantId tenant = newTenant();

        var made = operator.post(
                keysOf(tenant),
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"2099-01-01T02:00:00.1234+02:00\"}");

        assertThat(made.text("/key/expiresAt")).isEqualTo("2099-01-01T00:00:00.123Z");
    }

    private ApiKey index(KeySecret secret) {
        return control.bean(KeyIndex.class).find(KeyHash.of(secret)).orElseThrow();
    }

    private TenantId newTenant() {
        TenantId id = new TenantId("k-" + tenants.incrementAndGet());
        control.bean(TenantDirectory.class).ensure(id, "Tenant");
        return id;
    }

    private Program admin(TenantId tenant, Scope... scopes) {
        KeySecret secret = KeySecret.create();
        control.bean(ApiKeys.class).put(new ApiKey(KeyHash.of(secret), "admin", tenant, Set.of(scopes)));
        return control.program(secret.reveal());
    }

    private static String keysOf(TenantId tenant) {
        return "/tenants/" + tenant + "/keys";
    }
}
