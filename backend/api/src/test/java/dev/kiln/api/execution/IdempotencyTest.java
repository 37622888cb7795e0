package dev.kiln.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"print('hello')\"}";
    private static final String OTHER = "{\"language\":\"python\",\"source\":\"print('other')\"}";

    private static ApiServer server;

    private HttpCaller caller;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        caller = new HttpCaller(server.address(), server.newKey());
    }

    @AfterEach
    void disconnect() {
        caller.close();
    }

    @Test
    void givesTheSameExecutionForTheSameRequest() {
        String first = idOf(post(HELLO, "key-1"));

        assertThat(idOf(post(HELLO, "key-1"))).isEqualTo(first);
        assertThat(idOf(post(HELLO, "key-2"))).isNotEqualTo(first);
        assertThat(idOf(caller.post("/v1/executions", HELLO))).isNotEqualTo(first);
        assertThat(caller.delete("/v1/executions/" + first).status()).isEqualTo(200);
        assertThat(post(HELLO, "key-1").json().required("state").asString()).isEqualTo("canceled");
    }

    @Test
    void givesOneExecutionToManyThatArriveAtOnce() {
        List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> idOf(post(HELLO, "at-once"))))
                .toList();

        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.join()));
        assertThat(ids).hasSize(1);
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        post(HELLO, "reused");

        assertThat(post(OTHER, "reused").problem()).isEqualTo("422 idempotency_key_reused -");
        try (var other =
                new HttpCaller(server.address(), server.newKey(new TenantId("tenant-b"), Scope.EXECUTE, Scope.READ))) {
            assertThat(send(other, OTHER, "reused").status()).isEqualTo(202);
        }
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThat(post(HELLO, "two words").problem()).isEqualTo("400 invalid_request Idempotency-Key");
        assertThat(post(HELLO, "x".repeat(256)).problem()).isEqualTo("400 invalid_request Idempotency-Key");
        assertThat(caller.send(
                                "POST",
                                "/v1/executions",
                                HELLO,
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                "one",
                                "Idempotency-Key",
                                "two")
                        .problem())
                .isEqualTo("400 invalid_request Idempotency-Key");
    }

    private HttpCaller.Answer post(String body, String key) {
        return send(caller, body, key);
    }

    private static HttpCaller.Answer send(HttpCaller by, String body, String key) {
        return by.send("POST", "/v1/executions", body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private static String idOf(HttpCaller.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.json().required("id").asString();
    }
}
