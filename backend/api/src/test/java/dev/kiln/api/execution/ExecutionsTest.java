package dev.kiln.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.api.RawConnection;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Outcome;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryExecutionQueue;
import dev.kiln.testkit.InMemoryQueueOperations;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExecutionsTest {
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"print('hello')\"}";
    private static final WorkerId WORKER = new WorkerId("worker-1");

    private static ApiServer server;
    private static InMemoryExecutionQueue queue;

    private HttpCaller caller;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of());
        queue = server.bean(InMemoryExecutionQueue.class);
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
    void leaveNothingWaiting() {
        commitAll();
        caller.close();
    }

    @Test
    void acceptsAndSaysWhereToLook() {
        var answer = caller.post("/v1/executions", HELLO);

        assertThat(answer.status()).isEqualTo(202);
        JsonNode execution = answer.json();
        assertThat(execution.required("state").asString()).isEqualTo("queued");
        String location = answer.header("Location");
        assertThat(location)
                .isEqualTo("/v1/executions/" + execution.required("id").asString());
        assertThat(caller.get(location).json()).isEqualTo(execution);
    }

    @Test
    void handsTheWorkerWhatTheCallerSaid() {
        caller.post("/v1/executions", """
                {"language":"Py:3","files":[{"path":"main.py","content":"print(1)"},
                  {"path":"data/x.bin","content":"/w==","encoding":"base64"}],
                 "args":["a b","ü"],"stdin":"/g==","stdinEncoding":"base64","expectedOutput":"1\\n",
                 "limits":{"cpuMillis":1000,"processes":1},"lane":"batch"}""");

        var submission = claimAll().getLast().submission();

        assertThat(submission.tenant()).isEqualTo(ApiServer.TENANT);
        assertThat(submission.language().id()).isEqualTo("python");
        assertThat(submission.language().version()).isEqualTo("3");
        assertThat(submission.files()).extracting(file -> file.path()).containsExactly("main.py", "data/x.bin");
        assertThat(submission.files().get(1).content().toBytes()).containsExactly(0xff);
        assertThat(submission.args()).containsExactly("a b", "ü");
        assertThat(submission.stdin().toBytes()).containsExactly(0xfe);
        assertThat(submission.expectedOutput()).isNotNull();
        assertThat(submission.lane().word()).isEqualTo("batch");
        assertThat(submission.limits().cpuMillis()).isEqualTo(1_000);
        assertThat(submission.limits().processes()).isEqualTo(1);
        assertThat(submission.limits().wallMillis()).isEqualTo(10_000);
    }

    @Test
    void namesASingleSourceAsTheLanguageWants() {
        caller.post("/v1/executions", "{\"language\":\"java\",\"source\":\"class Main {}\"}");

        assertThat(claimAll().getLast().submission().entryPoint().path()).isEqualTo("Main.java");
    }

    @Test
    void answersAsSoonAsTheProgramHasEnded() {
        CompletableFuture<HttpCaller.Answer> answer =
                CompletableFuture.supplyAsync(() -> caller.post("/v1/executions?wait=60", HELLO));
        await().until(() -> server.bean(Waiting.class).waiters() == 1);

        commitAll();

        assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).satisfies(finished -> {
            assertThat(finished.status()).isEqualTo(200);
            assertThat(finished.json().required("outcome").asString()).isEqualTo("success");
            assertThat(finished.json().required("run").required("stdout").asString())
                    .isEqualTo("hello\n");
        });
    }

    @Test
    void tellsTheLengthOfAShortAnswerAndStreamsALongOne() {
        var answer = caller.post("/v1/executions", HELLO);
        String location = answer.header("Location");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.response().body().length()));
        String much = "x".repeat(1024 * 1024);

        claimAll()
                .forEach(attempt -> queue.commit(
                        attempt.lease(),
                        new ExecutionResult(Outcome.SUCCESS, "3.11.2", null, Submissions.phase(much), "namespaces")));

        var finished = caller.get(location);
        assertThat(finished.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(finished.json().required("run").required("stdout").asString())
                .isEqualTo(much);
    }

    @Test
    void answersWhatThereIsWhenTheWaitIsOver() {
        var answer = caller.post("/v1/executions?wait=0.05", HELLO);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(caller.get(answer.header("Location") + "?wait=0.05")
                        .json()
                        .required("state")
                        .asString())
                .isEqualTo("queued");
    }

    @Test
    void waitsOnReadingToo() {
        String location = caller.post("/v1/executions", HELLO).header("Location");
        CompletableFuture<HttpCaller.Answer> answer =
                CompletableFuture.supplyAsync(() -> caller.get(location + "?wait=60"));
        await().until(() -> server.bean(Waiting.class).waiters() == 1);

        commitAll();

        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(finished ->
                        assertThat(finished.json().required("state").asString()).isEqualTo("finished"));
    }

    @Test
    void forgetsACallerThatWentAway() {
        try (var connection = new RawConnection(server.port())) {
            connection.send("POST /v1/executions?wait=1 HTTP/1.1\r\nHost: kiln\r\nAuthorization: Bearer "
                    + server.newKey() + "\r\nContent-Type: application/json\r\nContent-Length: " + HELLO.length()
                    + "\r\n\r\n" + HELLO);
            await().until(() -> server.bean(Waiting.class).waiters() == 1);
        }

        await().until(() -> server.bean(Waiting.class).waiters() == 0);
        assertThat(caller.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void cancelsWhatWaits() {
        String location = caller.post("/v1/executions", HELLO).header("Location");

        var canceled = caller.delete(location);

        assertThat(canceled.status()).isEqualTo(200);
        assertThat(canceled.json().required("state").asString()).isEqualTo("canceled");
        assertThat(caller.delete(location).problem()).isEqualTo("409 already_final -");
    }

    @Test
    void asksForTheEndOfWhatRuns() {
        String location = caller.post("/v1/executions", HELLO).header("Location");
        List<ClaimedAttempt> running = claimAll();

        var asked = caller.delete(location);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().required("state").asString()).isEqualTo("running");
        commit(running);
        assertThat(caller.get(location).json().required("state").asString()).isEqualTo("canceled");
    }

    @Test
    void hidesWhatAnotherTenantHas() {
        String location = caller.post("/v1/executions", HELLO).header("Location");
        String otherKey = server.newKey(new TenantId("tenant-b"), Scope.EXECUTE, Scope.READ);
        try (var other = new HttpCaller(server.address(), otherKey)) {
            var answer = other.get(location);

            assertThat(answer.problem()).isEqualTo("404 not_found id");
            assertThat(answer.response().body())
                    .isEqualTo(other.get("/v1/executions/0-01k9x0000000000000000000aa")
                            .response()
                            .body())
                    .isEqualTo(other.get("/v1/executions/nothing").response().body());
            assertThat(other.get(location + "?wait=5").problem()).isEqualTo("404 not_found id");
            assertThat(other.delete(location).problem()).isEqualTo("404 not_found id");
        }
        assertThat(caller.get(location).json().required("state").asString()).isEqualTo("queued");
    }

    @Test
    void refusesWhenTheQueueIsFull() {
        var answer = caller.post("/v1/executions", HELLO);
        while (answer.status() == 202) {
            answer = caller.post("/v1/executions", HELLO);
        }

        assertThat(answer.problem()).isEqualTo("503 queue_full -");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void refusesWhatATenantMayNotHave() {
        var quotas = new InMemoryQueueOperations(queue);
        try {
            quotas.put(ApiServer.TENANT, Quota.standard().withWaiting(1));
            caller.post("/v1/executions", HELLO);
            var tooMany = caller.post("/v1/executions", HELLO);
            assertThat(tooMany.problem()).isEqualTo("429 too_many_waiting -");
            assertThat(tooMany.header("Retry-After")).isEqualTo("1");

            quotas.put(ApiServer.TENANT, Quota.standard().withCpuMillisPerDay(1));
            commitAll();
            var spent = caller.post("/v1/executions", HELLO);
            assertThat(spent.problem()).isEqualTo("429 cpu_time_spent -");
            assertThat(Integer.parseInt(spent.header("Retry-After"))).isBetween(1, 86_400);

            quotas.put(ApiServer.TENANT, Quota.standard().withSuspended(true));
            var suspended = caller.post("/v1/executions", HELLO);
            assertThat(suspended.problem()).isEqualTo("403 tenant_suspended -");
            assertThat(suspended.response().headers().firstValue("Retry-After")).isEmpty();
        } finally {
            quotas.remove(ApiServer.TENANT);
        }
    }

    @Test
    void answersAllThatWaitWhenItStops() {
        try (var stopping = ApiServer.start(Map.of());
                var waiting = new HttpCaller(stopping.address(), stopping.newKey())) {
            CompletableFuture<HttpCaller.Answer> answer =
                    CompletableFuture.supplyAsync(() -> waiting.post("/v1/executions?wait=60", HELLO));
            await().until(() -> stopping.bean(Waiting.class).waiters() == 1);

            stopping.stop();

            assertThat(answer)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(given -> assertThat(given.status()).isEqualTo(202));
        }
    }

    private static List<ClaimedAttempt> claimAll() {
        var all = new ArrayList<ClaimedAttempt>();
        List<ClaimedAttempt> some = queue.claim(WORKER, UUID.randomUUID().toString(), 64);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = queue.claim(WORKER, UUID.randomUUID().toString(), 64);
        }
        return all;
    }

    private static void commitAll() {
        commit(claimAll());
    }

    private static void commit(List<ClaimedAttempt> attempts) {
        ExecutionResult result = Submissions.success();
        attempts.forEach(attempt -> queue.commit(attempt.lease(), result));
    }
}
