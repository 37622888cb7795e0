package dev.kiln.cli;

import static dev.kiln.cli.CalledService.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.cli.CalledService.Asked;
import dev.kiln.cli.CalledService.Said;
import dev.kiln.tenant.KeySecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kiln tenants} and {@code kiln keys} against a server that answers as the control plane does. */
class TenantsAndKeysTest {
    private static final String QUOTA = "{\"weight\":2,\"waiting\":10,\"running\":3,\"cpuMillisPerDay\":7200000}";
    private static final String TENANT = "{\"id\":\"course\",\"name\":\"Course 1\",\"state\":\"active\",\"quota\":null,"
            + "\"effectiveQuota\":" + QUOTA + ",\"createdAt\":\"2026-01-02T03:04:05Z\"}";
    private static final String KEY_ID = "0123456789abcdef0123";

    private final String operatorKey = KeySecret.create().reveal();
    private final CalledService service;

    @TempDir
    private Path data;

    TenantsAndKeysTest() throws IOException {
        service = new CalledService("--control", "/api/v1");
    }

    @BeforeEach
    void keepTheOperatorsKey() throws IOException {
        Files.writeString(data.resolve("operator-key"), operatorKey + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listsTheTenantsOfEveryPage() {
        service.willAnswer(200, "{\"tenants\":[" + TENANT + "],\"nextCursor\":\"YQ\"}");
        service.willAnswer(200, "{\"tenants\":[" + TENANT.replace("course", "other") + "],\"nextCursor\":null}");

        Said said = kiln("tenants", "list");

        assertThat(said.out().lines())
                .containsExactly(
                        "ID      STATE   WEIGHT  WAITING  RUNNING  QUOTA    NAME",
                        "course  active  2       10       3        default  Course 1",
                        "other   active  2       10       3        default  Course 1");
        assertThat(said.exitCode()).isZero();
        assertThat(service.asked()).extracting(Asked::line).containsExactly("GET /tenants", "GET /tenants?cursor=YQ");
        assertThat(service.asked()).extracting(Asked::authorization).containsOnly("Bearer " + operatorKey);
    }

    @Test
    void givesProgramsTheJsonOfAllPages() {
        service.willAnswer(200, "{\"tenants\":[" + TENANT + "],\"nextCursor\":\"YQ\"}");
        service.willAnswer(200, "{\"tenants\":[" + TENANT + "],\"nextCursor\":null}");

        JsonNode said = json(kiln("tenants", "list", "--json").out());

        assertThat(said.required("tenants").size()).isEqualTo(2);
        assertThat(said.at("/tenants/0")).isEqualTo(json(TENANT));
    }

    @Test
    void makesATenantWithTheNumbersThatAreGiven() {
        service.willAnswer(201, TENANT);

        Said said = kiln(
                "tenants", "create", "course", "--name", "Course 1", "--weight", "2", "--running", "3", "--cpu", "2h");

        assertThat(service.asked().getFirst().line()).isEqualTo("POST /tenants");
        assertThat(service.asked().getFirst().body())
                .isEqualTo(
                        json(
                                "{\"id\":\"course\",\"name\":\"Course 1\",\"quota\":{\"weight\":2,\"running\":3,\"cpuMillisPerDay\":7200000}}"));
        assertThat(said.out())
                .contains("course   Course 1   active")
                .contains("weight 2, 10 waiting, 3 running, 2 h of CPU a day   (default)");
        assertThat(said.err()).contains("./kiln keys create --tenant course");
    }

    @Test
    void suspendsResumesAndRenames() {
        for (int i = 0; i < 3; i++) {
            service.willAnswer(200, TENANT);
        }

        kiln("tenants", "suspend", "course");
        kiln("tenants", "resume", "course");
        kiln("tenants", "rename", "course", "Another");

        assertThat(service.asked()).extracting(Asked::line).containsOnly("PATCH /tenants/course");
        assertThat(service.asked())
                .extracting(Asked::body)
                .containsExactly(
                        json("{\"state\":\"suspended\"}"),
                        json("{\"state\":\"active\"}"),
                        json("{\"name\":\"Another\"}"));
    }

    @Test
    void changesAQuotaOrLetsATenantGoByTheDefault() {
        for (int i = 0; i < 3; i++) {
            service.willAnswer(200, TENANT);
        }

        kiln("tenants", "quota", "course", "--waiting", "5", "--cpu", "90s");
        kiln("tenants", "quota", "course", "--default");
        kiln("tenants", "quota", "course");

        assertThat(service.asked().get(0).body())
                .isEqualTo(json("{\"quota\":{\"waiting\":5,\"cpuMillisPerDay\":90000}}"));
        assertThat(service.asked().get(1).body()).isEqualTo(json("{\"quota\":null}"));
        assertThat(service.asked().get(2).line()).isEqualTo("GET /tenants/course");
    }

    @Test
    void saysThatAChangeIsStillToComeIntoForce() {
        service.willAnswer(202, TENANT);

        Said said = kiln("tenants", "suspend", "course");

        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).contains("as soon as Redis answers");
    }

    @Test
    void writesNothingButTheSecretOfANewKeyToStandardOutput() {
        String secret = KeySecret.create().reveal();
        service.willAnswer(201, "{\"secret\":\"" + secret + "\",\"key\":" + key("null", "null") + "}");

        Said said =
                kiln("keys", "create", "Judge", "--tenant", "course", "--scopes", "execute,read", "--expires", "90d");

        assertThat(said.out()).isEqualTo(secret + System.lineSeparator());
        assertThat(said.err()).contains(KEY_ID).contains("shown once");
        assertThat(service.asked().getFirst().line()).isEqualTo("POST /tenants/course/keys");
        assertThat(service.asked().getFirst().body().required("scopes")).isEqualTo(json("[\"execute\",\"read\"]"));
        assertThat(Instant.parse(
                        service.asked().getFirst().body().required("expiresAt").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(90)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(90)));
    }

    @Test
    void listsTheKeysThatHoldAndAllOfThemIfAsked() {
        String page = "{\"keys\":[" + key("null", "null") + "," + key("\"2026-01-05T00:00:00Z\"", "null") + ","
                + key("null", "\"2026-01-04T00:00:00Z\"") + "],\"nextCursor\":null}";
        service.willAnswer(200, page);
        service.willAnswer(200, page);

        Said holding = kiln("keys", "list");
        Said all = kiln("keys", "list", "--all");

        assertThat(service.asked().getFirst().line()).isEqualTo("GET /tenants/default/keys");
        assertThat(holding.out().lines().skip(1))
                .containsExactly(KEY_ID + "  holds  execute,read  2026-01-02 03:04  -        -          Judge");
        assertThat(all.out()).contains("expired").contains("revoked");
    }

    @Test
    void revokesAKey() {
        service.willAnswer(200, key("null", "\"2026-01-04T00:00:00Z\""));

        Said said = kiln("keys", "revoke", KEY_ID);

        assertThat(service.asked().getFirst().line()).isEqualTo("DELETE /tenants/default/keys/" + KEY_ID);
        assertThat(said.out()).startsWith("Revoked: " + KEY_ID);
    }

    @Test
    void doesNotRepeatASecretThatIsGivenForAnId() {
        Said said = kiln("keys", "revoke", operatorKey);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("is no key's id").doesNotContain(operatorKey);
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void tellsWhatIsRefusedAndWhy() {
        service.willAnswer(
                409,
                "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"code\":\"already_exists\",\"field\":\"id\","
                        + "\"detail\":\"There is a tenant course.\"}");

        Said said = kiln("tenants", "create", "course");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("There is a tenant course. (already_exists)");
    }

    @Test
    void tellsThatSomethingElseAnswers() {
        service.willAnswer(200, "<html>");

        assertThat(kiln("tenants", "list").err()).contains("is not one of Kiln's");
    }

    @Test
    void tellsThatNobodyAnswersOrThatThereIsNoKey() throws IOException {
        service.stop();
        assertThat(kiln("tenants", "list").err())
                .contains("no control plane answers at")
                .contains("./kiln up");

        Files.delete(data.resolve("operator-key"));
        assertThat(kiln("tenants", "list").err()).contains("no operator's key").contains("KILN_OPERATOR_KEY");
    }

    @Test
    void refusesWhatIsNoIdOrNoTimeBeforeItAsks() {
        assertThat(kiln("tenants", "show", "No/Id").err()).contains("is no tenant's id");
        assertThat(kiln("tenants", "quota", "course", "--cpu", "much").err()).contains("is no time");
        assertThat(kiln("tenants", "quota", "course", "--cpu", "999999999999d").err())
                .contains("is no time");
        assertThat(kiln("tenants", "quota", "course", "--default", "--weight", "2")
                        .exitCode())
                .isEqualTo(1);
        assertThat(kiln("tenants").exitCode()).isEqualTo(2);
        assertThat(service.asked()).isEmpty();
    }

    private Said kiln(String... arguments) {
        return service.kiln(data, arguments);
    }

    private static String key(String expiresAt, String revokedAt) {
        return "{\"id\":\"" + KEY_ID + "\",\"tenant\":\"course\",\"name\":\"Judge\",\"scopes\":[\"execute\",\"read\"],"
                + "\"createdAt\":\"2026-01-02T03:04:05Z\",\"expiresAt\":" + expiresAt
                + ",\"lastUsedAt\":null,\"revokedAt\":" + revokedAt + "}";
    }
}
