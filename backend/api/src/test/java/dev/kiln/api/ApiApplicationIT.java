package dev.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.client.ApiException;
import dev.kiln.client.Content;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Language;
import dev.kiln.client.Limits;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.WorkSignal;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application on a real Redis, driven by the SDK. */
class ApiApplicationIT {
    private static final WorkerId WORKER = new WorkerId("worker-1");
    private static final ExecutionRequest HELLO =
            ExecutionRequest.builder("python").source("print('hello')").build();

    private static RedisServer redis;
    private static ApiServer server;
    private static KilnClient client;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        server = ApiServer.startOn(redis.url(), Map.of("kiln.redis.timeout", "1s"));
        client = KilnClient.builder(server.address(), server.newKey()).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
        redis.close();
    }

    @Test
    void carriesAProgramThereAndItsResultBack() {
        Thread worker = Thread.ofVirtual().start(ApiApplicationIT::runOne);

        Execution execution = client.submitAndWait(
                ExecutionRequest.builder("py")
                        .file("main.py", Content.of("print('hello')"))
                        .file("bytes", Content.of(new byte[] {(byte) 0xff}))
                        .args(List.of("a"))
                        .stdin(Content.of(new byte[] {(byte) 0xfe}))
                        .limits(Limits.defaults().withCpu(Duration.ofSeconds(1)))
                        .build(),
                Duration.ofSeconds(60));

        assertThat(execution.state()).isEqualTo(State.FINISHED);
        assertThat(execution.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(execution.language()).isEqualTo(new Execution.Language("python", "3.11.2"));
        assertThat(execution.attempts()).isEqualTo(1);
        assertThat(execution.isolation()).isEqualTo("namespaces");
        assertThat(execution.run()).isNotNull().satisfies(run -> {
            assertThat(run.stdout().text()).isEqualTo("hello\n");
            assertThat(run.exitCode()).isZero();
        });
        assertThat(client.get(execution.id())).isEqualTo(execution);
        assertThat(worker)
                .satisfies(thread ->
                        assertThat(thread.join(Duration.ofSeconds(10))).isTrue());
    }

    @Test
    void waitsForWhatWasSubmittedBefore() {
        Execution submitted = client.submit(HELLO);
        assertThat(submitted.state()).isEqualTo(State.QUEUED);
        Thread.ofVirtual().start(ApiApplicationIT::runOne);

        Execution finished = client.await(submitted.id(), Duration.ofSeconds(60));

        assertThat(finished.state()).isEqualTo(State.FINISHED);
        assertThat(finished.createdAt()).isEqualTo(submitted.createdAt());
    }

    @Test
    void cancelsAndSaysSo() {
        Execution submitted = client.submit(HELLO);

        assertThat(client.cancel(submitted.id()).state()).isEqualTo(State.CANCELED);
        assertThat(client.await(submitted.id(), Duration.ofSeconds(60)).state()).isEqualTo(State.CANCELED);
        assertThatThrownBy(() -> client.cancel(submitted.id()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("already_final"));
    }

    @Test
    void keepsTenantsApartForWhomAKeySpeaks() {
        String key = server.newKey(new TenantId("control"), Scope.ACT_AS, Scope.EXECUTE, Scope.READ);
        try (var control = KilnClient.builder(server.address(), key).build()) {
            String id = control.actAs("user-1").submit(HELLO).id();

            assertThat(control.actAs("user-1").get(id).id()).isEqualTo(id);
            assertThatThrownBy(() -> control.actAs("user-2").get(id))
                    .isInstanceOfSatisfying(ApiException.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(404);
                        assertThat(refusal.code()).isEqualTo("not_found");
                    });
            assertThat(control.actAs("user-1").cancel(id).state()).isEqualTo(State.CANCELED);
        }
    }

    @Test
    void tellsWhatIsWrong() {
        var request = ExecutionRequest.builder("python")
                .source("")
                .limits(Limits.defaults().withCpu(Duration.ofHours(1)))
                .build();

        assertThatThrownBy(() -> client.submit(request)).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.code()).isEqualTo("limit_out_of_bounds");
            assertThat(refusal.field()).contains("limits.cpuMillis");
        });
    }

    @Test
    void listsLanguagesWithWhatWorkersHave() {
        var directory = server.bean(WorkerDirectory.class);
        directory.register(new WorkerRecord(
                WORKER,
                1,
                0,
                "namespaces",
                false,
                Map.of("python", "3.11.2", "bash", "5.2"),
                WorkerPlace.onDemand("1")));
        try {
            await().untilAsserted(() -> assertThat(client.languages())
                    .filteredOn(Language::available)
                    .extracting(Language::id)
                    .containsExactly("bash", "python"));
        } finally {
            directory.deregister(WORKER);
        }
        await().untilAsserted(() ->
                assertThat(client.languages()).filteredOn(Language::available).isEmpty());
    }

    @Test
    void saysThatTheStoreIsAwayAndComesBackByItself() {
        Execution before = client.submit(HELLO);
        try (var fresh = KilnClient.builder(server.address(), server.newKey()).build();
                var health = new HttpCaller(server.address(), null)) {
            redis.kill();

            assertThatThrownBy(fresh::languages)
                    .as("a key that cannot be looked up is not a wrong key")
                    .isInstanceOfSatisfying(ApiException.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(503);
                        assertThat(refusal.code()).isEqualTo("store_unavailable");
                        assertThat(refusal.retryAfter()).isPresent();
                        assertThat(refusal.detail()).doesNotContain("127.0.0.1", "Redis", "Exception");
                    });
            assertThat(health.get("/readyz").problem()).isEqualTo("503 store_unavailable -");
            assertThat(health.get("/livez").status()).isEqualTo(200);

            redis.restart();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> health.get("/readyz").status() == 200);
            assertThat(fresh.get(before.id()).state()).isEqualTo(State.QUEUED);
            assertThat(fresh.cancel(before.id()).state()).isEqualTo(State.CANCELED);
        }
    }

    /** A worker that waits for work, claims one and commits it. */
    private static void runOne() {
        var queue = server.bean(ExecutionQueue.class);
        try (WorkSignal signal = server.bean(WorkSignals.class).open(WORKER)) {
            List<ClaimedAttempt> claimed = List.of();
            while (claimed.isEmpty()) {
                claimed = queue.claim(WORKER, UUID.randomUUID().toString(), 1);
                if (claimed.isEmpty()) {
                    signal.await(Duration.ofMillis(200));
                }
            }
            queue.commit(claimed.getFirst().lease(), Submissions.success());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
