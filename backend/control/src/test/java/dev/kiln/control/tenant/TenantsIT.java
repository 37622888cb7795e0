package dev.kiln.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.control.ControlPlane;
import dev.kiln.control.Program;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/tenants} over the real control plane, its database and Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsIT {
    private final AtomicInteger names = new AtomicInteger();
    private final RedisServer redis = RedisServer.start();
    private final ControlPlane control;
    private final Program operator;
    private final KeySecret operatorKey = KeySecret.create();

    TenantsIT(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("operator-key"), operatorKey.reveal() + "\n");
        control = ControlPlane.start(folder, Map.of("redis.url", redis.url(), "operator-key-file", key.toString()));
        operator = control.program(operatorKey.reveal());
    }

    @AfterAll
    void stop() {
        operator.close();
        control.close();
        redis.close();
    }

    @Test
    void makesATenantOnce() {
        String id = newId();
        var made = operator.post("/tenants", "{\"id\":\"" + id + "\",\"name\":\"Course 1\"}");
        var again = operator.post("/tenants", "{\"id\":\"" + id + "\",\"name\":\"Course 2\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/tenants/" + id);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.text("/name")).isEqualTo("Course 1");
        assertThat(made.text("/state")).isEqualTo("active");
        assertThat(made.json().required("quota").isNull()).isTrue();
        assertThat(made.json().at("/effectiveQuota/waiting").asInt())
                .isEqualTo(Quota.standard().waiting());
        assertThat(again.problem()).isEqualTo("409 already_exists id");
        assertThat(operator.get("/tenants/" + id).json()).isEqualTo(made.json());
        assertThat(operator.get("/tenants/nobody").problem()).isEqualTo("404 not_found id");
    }

    @Test
    void listsTenantsInPages() {
        List<String> ids = List.of(newId(), newId(), newId());
        ids.forEach(this::make);

        List<String> listed = new ArrayList<>();
        var page = operator.get("/tenants?limit=2");
        while (true) {
            page.json()
                    .required("tenants")
                    .forEach(tenant -> listed.add(tenant.required("id").asString()));
            assertThat(page.json().required("tenants").size()).isLessThanOrEqualTo(2);
            if (page.json().required("nextCursor").isNull()) {
                break;
            }
            page = operator.get("/tenants?limit=2&cursor=" + page.text("/nextCursor"));
        }

        assertThat(listed).contains("default", "kiln-control").containsAll(ids).doesNotHaveDuplicates();
        assertThat(operator.get("/tenants?cursor=!").problem()).isEqualTo("400 invalid_request cursor");
        assertThat(operator.get("/tenants?cursor=QUJD").problem()).isEqualTo("400 invalid_request cursor");
        assertThat(operator.get("/tenants?limit=501").problem()).isEqualTo("400 invalid_request limit");
    }

    @Test
    void changesTheQuotaAtTheQueueAtOnce() {
        TenantId id = make(newId());
        var patched = operator.patch("/tenants/" + id, "{\"quota\":{\"weight\":7,\"running\":2}}");

        assertThat(patched.status()).isEqualTo(200);
        Quota expected = Quota.standard().withWeight(7).withRunning(2);
        assertThat(quota(id)).contains(expected);
        assertThat(patched.json().at("/quota/weight").asInt()).isEqualTo(7);

        operator.patch("/tenants/" + id, "{\"quota\":{\"waiting\":9,\"weight\":null}}");
        assertThat(quota(id)).contains(expected.withWaiting(9).withWeight(1));

        operator.put("/tenants/" + id + "/quota", "{\"cpuMillisPerDay\":60000}");
        assertThat(quota(id)).contains(Quota.standard().withCpuMillisPerDay(60_000));

        assertThat(operator.patch("/tenants/" + id, "{\"quota\":null}")
                        .json()
                        .required("quota")
                        .isNull())
                .isTrue();
        assertThat(quota(id)).isEmpty();
    }

    @Test
    void givesTheSameAnswerToTheSameChangeTwice() {
        TenantId id = make(newId());
        String change = "{\"state\":\"suspended\",\"quota\":{\"weight\":3}}";

        var once = operator.patch("/tenants/" + id, change);
        var twice = operator.patch("/tenants/" + id, change);

        assertThat(twice.status()).isEqualTo(200);
        assertThat(twice.json()).isEqualTo(once.json());
    }

    @Test
    void suspendsAndResumesATenantAtTheQueueAtOnce() {
        TenantId id = make(newId());

        assertThat(operator.patch("/tenants/" + id, "{\"state\":\"suspended\"}").text("/state"))
                .isEqualTo("suspended");
        assertThat(quota(id)).contains(Quota.standard().withSuspended(true));
        assertThat(operator.get("/tenants/" + id).text("/state")).isEqualTo("suspended");

        assertThat(operator.patch("/tenants/" + id, "{\"state\":\"active\"}").text("/state"))
                .isEqualTo("active");
        assertThat(quota(id)).isEmpty();
    }

    @Test
    void showsAnAdministratorTheirOwnTenantAlone() {
        TenantId own = make(newId());
        TenantId other = make(newId());
        try (Program admin = program(own, Scope.ADMIN)) {
            assertThat(admin.get("/tenants").json().required("tenants").size()).isEqualTo(1);
            assertThat(admin.get("/tenants").text("/tenants/0/id")).isEqualTo(own.value());
            assertThat(admin.get("/tenants/" + own).status()).isEqualTo(200);
            for (String path : List.of("", "/keys", "/keys/0123456789abcdef0123")) {
                assertThat(admin.get("/tenants/" + other + path).problem()).isEqualTo("404 not_found id");
            }
            assertThat(admin.patch("/tenants/" + other, "{\"name\":\"Mine\"}").problem())
                    .isEqualTo("404 not_found id");
            assertThat(admin.patch("/tenants/" + own, "{\"name\":\"Ours\"}").text("/name"))
                    .isEqualTo("Ours");
        }
    }

    @Test
    void letsOperatorsAloneSayWhatATenantMayHave() {
        TenantId own = make(newId());
        try (Program admin = program(own, Scope.ADMIN)) {
            for (String change : List.of("{\"state\":\"active\"}", "{\"quota\":null}", "{\"quota\":{\"weight\":9}}")) {
                assertThat(admin.patch("/tenants/" + own, change).problem()).isEqualTo("403 forbidden -");
            }
            assertThat(admin.put("/tenants/" + own + "/quota", "{}").problem()).isEqualTo("403 forbidden -");
            assertThat(admin.post("/tenants", "{\"id\":\"" + newId() + "\",\"name\":\"x\"}")
                            .problem())
                    .isEqualTo("403 forbidden -");
        }
        assertThat(quota(own)).isEmpty();
    }

    @Test
    void refusesWhoHasNoKeyForIt() throws Exception {
        TenantId id = make(newId());
        try (Program nobody = control.program(null);
                Program stranger = control.program(KeySecret.create().reveal());
                Program plain = program(id, Scope.EXECUTE, Scope.READ, Scope.ACT_AS)) {
            for (String path : List.of("/tenants", "/tenants/" + id, "/tenants/" + id + "/keys", "/nothing")) {
                assertThat(nobody.get(path).problem()).isEqualTo("401 unauthenticated -");
                assertThat(stranger.get(path).problem()).isEqualTo("401 unauthenticated -");
            }
            assertThat(nobody.get("/tenants").header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(plain.get("/tenants").problem()).isEqualTo("403 forbidden -");
            assertThat(plain.get("/tenants/" + id).problem()).isEqualTo("403 forbidden -");
            assertThat(plain.get("/tenants/" + id + "/keys").problem()).isEqualTo("403 forbidden -");
            assertThat(plain.post("/tenants/" + id + "/keys", "{\"name\":\"x\",\"scopes\":[\"read\"]}")
                            .problem())
                    .isEqualTo("403 forbidden -");
        }
        assertThat(operator.get("/nothing").problem()).isEqualTo("404 not_found -");
        assertThat(operator.delete("/tenants").problem()).isEqualTo("405 unsupported -");
        assertThat(operator.send("POST", "/tenants", "x", "Content-Type", "text/plain")
                        .problem())
                .isEqualTo("415 unsupported Content-Type");
    }

    @Test
    void takesNoSessionForAKey() throws Exception {
        var browser = control.browser();
        browser.signIn("admin", ControlPlane.PASSWORD);
        assertThat(browser.isSignedIn()).isTrue();

        assertThat(browser.get("/api/v1/tenants").statusCode()).isEqualTo(401);
        assertThat(browser.get("/api/v1/tenants").headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void leavesKilnsOwnTenantAlone() {
        assertThat(operator.get("/tenants/kiln-control").status()).isEqualTo(200);
        String key = operator.get("/tenants/kiln-control/keys").text("/keys/0/id");

        assertThat(operator.patch("/tenants/kiln-control", "{\"state\":\"suspended\"}")
                        .problem())
                .isEqualTo("403 forbidden id");
        assertThat(operator.delete("/tenants/kiln-control/keys/" + key).problem())
                .isEqualTo("403 forbidden id");
        assertThat(operator.post("/tenants/kiln-control/keys", "{\"name\":\"x\",\"scopes\":[\"read\"]}")
                        .problem())
                .isEqualTo("403 forbidden id");
        assertThat(operator.post("/tenants", "{\"id\":\"kiln-mine\",\"name\":\"x\"}")
                        .problem())
                .isEqualTo("403 forbidden id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                             | 400 invalid_request id
                    {"id":"Upper","name":"x"}                      | 400 invalid_request id
                    {"id":7,"name":"x"}                            | 400 invalid_request id
                    {"id":"a"}                                     | 400 invalid_request name
                    {"id":"a","name":""}                           | 400 invalid_request name
                    {"id":"a","name":"\\u001b[2J"}                 | 400 invalid_request name
                    {"id":"a","name":"\\ud800"}                    | 400 invalid_request name
                    {"id":"a","name":null}                         | 400 invalid_request name
                    {"id":"a","name":"x","plan":"free"}            | 400 unknown_field plan
                    {"id":"a","name":"x","quota":7}                | 400 invalid_request quota
                    {"id":"a","name":"x","quota":{"speed":1}}      | 400 unknown_field quota.speed
                    {"id":"a","name":"x","quota":{"weight":0}}     | 400 invalid_request quota.weight
                    {"id":"a","name":"x","quota":{"weight":1001}}  | 400 invalid_request quota.weight
                    {"id":"a","name":"x","quota":{"weight":"1"}}   | 400 invalid_request quota.weight
                    {"id":"a","name":"x","quota":{"running":1.5}}  | 400 invalid_request quota.running
                    {"id":"a","name":"x","quota":{"waiting":2147483648}}  | 400 invalid_request quota.waiting
                    {"id":"a","name":"x","quota":{"cpuMillisPerDay":99999999999999999999}} | 400 invalid_request quota.cpuMillisPerDay
                    {"id":"a","id":"b","name":"x"}                 | 400 malformed_json -
                    {"id":"a","name":"x"} {}                       | 400 malformed_json -
                    {"id":"a",                                     | 400 malformed_json -
                    []                                             | 400 invalid_request -
                    """)
    void namesTheFieldThatIsWrong(String body, String problem) {
        assertThat(operator.post("/tenants", body).problem()).isEqualTo(problem);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String body = "{\"id\":\"a\",\"name\":\"" + "x".repeat(65_536) + "\"}";

        assertThat(operator.post("/tenants", body).problem()).isEqualTo("413 too_large -");
    }

    @Test
    void keepsAChangeThatRedisCannotTakeAndBringsItWhenRedisIsBack() {
        TenantId id = make(newId());
        redis.kill();

        String newId = newId();
        var change = operator.patch("/tenants/" + id, "{\"quota\":{\"weight\":5}}");
        var made = operator.post("/tenants", "{\"id\":\"" + newId + "\",\"name\":\"x\",\"quota\":{\"weight\":6}}");
        var key = operator.post("/tenants/" + id + "/keys", "{\"name\":\"late\",\"scopes\":[\"read\"]}");
        redis.restart();

        assertThat(change.status()).isEqualTo(202);
        assertThat(change.json().at("/quota/weight").asInt()).isEqualTo(5);
        assertThat(made.status()).isEqualTo(202);
        assertThat(key.status()).isEqualTo(202);
        KeyHash hash = KeyHash.of(KeySecret.of(key.text("/secret")));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            assertThat(quota(id)).contains(Quota.standard().withWeight(5));
            assertThat(quota(new TenantId(newId))).contains(Quota.standard().withWeight(6));
            assertThat(control.bean(KeyIndex.class).find(hash)).isPresent();
        });
    }

    private String newId() {
        return "t-" + names.incrementAndGet();
    }

    private TenantId make(String id) {
        var made = operator.post("/tenants", "{\"id\":\"" + id + "\",\"name\":\"Tenant " + id + "\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(control.bean(TenantDirectory.class).find(new TenantId(id))).isPresent();
        return new TenantId(id);
    }

    private Optional<Quota> quota(TenantId id) {
        return control.bean(Quotas.class).find(id);
    }

    /** With a key as it is kept, whoever made it. */
    private Program program(TenantId tenant, Scope... scopes) {
        KeySecret secret = KeySecret.create();
        control.bean(ApiKeys.class)
                .put(new ApiKey(
                        KeyHash.of(secret),
                        "test",
                        tenant,
                        Set.of(scopes),
                        Instant.now().plusSeconds(3600)));
        return control.program(secret.reveal());
    }
}
