package dev.kiln.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.Submission;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lane;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import dev.kiln.testkit.Submissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The operators' calls over HTTP on a real Redis, on which one failed attempt makes a dead letter. */
class AdminIT {
    private static final WorkerId WORKER = new WorkerId("worker-1");
    private static final TenantId COURSE = new TenantId("course");
    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");

    private static RedisServer redis;
    private static ApiServer server;
    private static HttpCaller operator;
    private static ExecutionQueue queue;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        server = ApiServer.startOn(redis.url(), Map.of("kiln.queue.retry.attempts", 1, "kiln.queue.replay.times", 0));
        operator = new HttpCaller(server.adminAddress(), server.newKey(ApiServer.TENANT, Scope.OPERATOR));
        queue = server.bean(ExecutionQueue.class);
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
        redis.close();
    }

    @AfterEach
    void leaveNothing() {
        claim(64).forEach(claimed -> queue.commit(claimed.lease(), Submissions.success()));
        for (JsonNode letter : operator.get("/v1/admin/dead-letters").json().required("deadLetters")) {
            operator.delete("/v1/admin/dead-letters/" + letter.required("id").asString());
        }
    }

    @Test
    void tellsHowDeepTheQueueIs() {
        assertThat(operator.get("/v1/admin/queue").response().body()).isEqualTo("""
                        {"lanes":[\
                        {"lane":"interactive","waiting":0,"tenants":0,"oldestMillis":null,"paused":false},\
                        {"lane":"standard","waiting":0,"tenants":0,"oldestMillis":null,"paused":false},\
                        {"lane":"batch","waiting":0,"tenants":0,"oldestMillis":null,"paused":false}],\
                        "running":0}""");
        submit(COURSE, Lane.BATCH);
        submit(COURSE, Lane.BATCH);
        submit(new TenantId("other"), Lane.STANDARD);
        claim(1);

        JsonNode depth = operator.get("/v1/admin/queue").json();

        assertThat(depth.required("running").asInt()).isEqualTo(1);
        assertThat(depth.at("/lanes/2/waiting").asInt()).isEqualTo(2);
        assertThat(depth.at("/lanes/2/tenants").asInt()).isEqualTo(1);
        assertThat(depth.at("/lanes/2/oldestMillis").asLong(-1)).isBetween(0L, 60_000L);
    }

    @Test
    void tellsWhatTenantsHavePageByPage() {
        submit(COURSE, Lane.BATCH);
        submit(new TenantId("other"), Lane.STANDARD);

        JsonNode first = operator.get("/v1/admin/queue/tenants?limit=1").json();
        JsonNode second = operator.get("/v1/admin/queue/tenants?limit=1&cursor="
                        + first.required("nextCursor").asString())
                .json();

        assertThat(first.at("/tenants/0/lanes/2/oldestMillis").isNumber()).isTrue();
        assertThat(first.at("/tenants/0").toString().replaceAll("(?<=Millis(Today|Reserved)?\":)[0-9]+", "N"))
                .isEqualTo("""
                        {"tenant":"course","waiting":1,"running":0,"cpuMillisToday":N,"cpuMillisReserved":N,\
                        "paused":false,"suspended":false,"held":false,"lanes":[\
                        {"lane":"interactive","ready":0,"oldestMillis":null},\
                        {"lane":"standard","ready":0,"oldestMillis":null},\
                        {"lane":"batch","ready":1,"oldestMillis":N}]}""");
        assertThat(second.at("/tenants/0/tenant").asString()).isEqualTo("other");
        assertThat(operator.get("/v1/admin/queue/tenants?limit=2&cursor=other")
                        .json()
                        .toString())
                .isEqualTo("{\"tenants\":[],\"nextCursor\":null}");
    }

    @Test
    void pausesAndResumesALane() {
        submit(COURSE, Lane.STANDARD);

        var paused = operator.send("POST", "/v1/admin/queue/lanes/standard/pause", null);

        assertThat(paused.json().toString())
                .startsWith("{\"lane\":\"standard\",\"waiting\":1,")
                .endsWith(",\"paused\":true}");
        assertThat(claim(1)).isEmpty();
        assertThat(operator.send("POST", "/v1/admin/queue/lanes/standard/resume", null)
                        .json()
                        .required("paused")
                        .asBoolean())
                .isFalse();
        assertThat(claim(1)).hasSize(1);
    }

    @Test
    void pausesAndResumesATenant() {
        submit(COURSE, Lane.STANDARD);

        assertThat(operator.send("POST", "/v1/admin/queue/tenants/course/pause", null)
                        .response()
                        .body())
                .isEqualTo("{\"tenant\":\"course\",\"paused\":true}");

        assertThat(operator.get("/v1/admin/queue/tenants")
                        .json()
                        .at("/tenants/0/held")
                        .asBoolean())
                .isTrue();
        assertThat(claim(1)).isEmpty();
        operator.send("POST", "/v1/admin/queue/tenants/course/resume", null);
        assertThat(claim(1)).hasSize(1);
    }

    @Test
    void listsTheWorkers() {
        var directory = server.bean(WorkerDirectory.class);
        directory.register(new WorkerRecord(
                WORKER,
                4,
                1,
                "namespaces",
                false,
                Map.of("python", "3.11.2", "bash", "5.2"),
                new WorkerPlace("1.2", Capacity.SPOT, "eu-central-1a")));
        try {
            assertThat(operator.get("/v1/admin/workers").response().body().replaceAll("\"20[^\"]+Z\"", "TIME"))
                    .isEqualTo("""
                            {"workers":[{"id":"worker-1","version":"1.2","capacity":"spot","zone":"eu-central-1a",\
                            "isolation":"namespaces","slots":4,"busy":1,"draining":false,"lastSeenAt":TIME,\
                            "languages":{"bash":"5.2","python":"3.11.2"}}]}""");
        } finally {
            directory.deregister(WORKER);
        }
    }

    @Test
    void findsDeadLettersByWhatTheyAre() {
        String first = dead(COURSE);
        String second = dead(new TenantId("other"));

        assertThat(found("")).containsExactly(second, first);
        assertThat(found("?tenant=course&reason=box_broken&language=python")).containsExactly(first);
        assertThat(found("?reason=poison")).isEmpty();
        assertThat(found("?language=bash")).isEmpty();
        assertThat(found("?before=2026-01-01T00:00:00Z")).isEmpty();
        assertThat(found("?from=2026-01-01T00:00:00%2B01:00")).hasSize(2);
        JsonNode page = operator.get("/v1/admin/dead-letters?limit=1").json();
        assertThat(found("?limit=1&cursor=" + page.required("nextCursor").asString()))
                .containsExactly(first);
    }

    @Test
    void looksIntoOneWithAllItsAttempts() {
        String id = dead(COURSE);

        String whole = operator.get("/v1/admin/dead-letters/" + id).response().body();

        assertThat(whole.replaceAll("\"20[^\"]+Z\"", "TIME").replace(id, "ID")).isEqualTo("""
                        {"deadLetter":{"id":"ID","tenant":"course","lane":"standard",\
                        "language":{"id":"python","version":null},"reason":"box_broken","message":"The box broke.",\
                        "createdAt":TIME,"diedAt":TIME,"generation":1,"attempts":1,"replays":0},\
                        "attempts":[{"generation":1,"attempt":1,"worker":"worker-1","startedAt":TIME,"endedAt":TIME,\
                        "reason":"box_broken","message":"The box broke."}]}""");
    }

    @Test
    void replaysOneOnceHoweverOftenItIsTold() {
        String id = dead(COURSE);
        String address = "/v1/admin/dead-letters/" + id + "/replay";

        var replayed = operator.send("POST", address, null, "Idempotency-Key", "mine");

        assertThat(replayed.response().body()).isEqualTo("{\"id\":\"" + id + "\"}");
        ClaimedAttempt again = claim(1).getFirst();
        assertThat(again.submission().id().value()).isEqualTo(id);
        assertThat(queue.commit(again.lease(), Submissions.success())).isEqualTo(LeaseAnswer.DONE);
        assertThat(operator.send("POST", address, null, "Idempotency-Key", "mine")
                        .status())
                .isEqualTo(200);
        assertThat(claim(1)).isEmpty();
        assertThat(operator.send("POST", address, null).problem()).isEqualTo("409 not_dead id");
    }

    @Test
    void purgesOneForGood() {
        String id = dead(COURSE);

        assertThat(operator.delete("/v1/admin/dead-letters/" + id).status()).isEqualTo(204);
        assertThat(operator.delete("/v1/admin/dead-letters/" + id).status()).isEqualTo(204);

        assertThat(operator.get("/v1/admin/dead-letters/" + id).problem()).isEqualTo("404 not_found id");
        String alive = submit(COURSE, Lane.STANDARD).id().value();
        assertThat(operator.delete("/v1/admin/dead-letters/" + alive).problem()).isEqualTo("409 not_dead id");
    }

    private static Submission submit(TenantId tenant, Lane lane) {
        Submission submission = Submissions.python(tenant, lane);
        queue.submit(submission);
        return submission;
    }

    private static String dead(TenantId tenant) {
        Submission submission = submit(tenant, Lane.STANDARD);
        queue.fail(claim(1).getFirst().lease(), BROKEN);
        return submission.id().value();
    }

    private static List<ClaimedAttempt> claim(int most) {
        return queue.claim(WORKER, UUID.randomUUID().toString(), most);
    }

    private static List<String> found(String query) {
        var ids = new ArrayList<String>();
        operator.get("/v1/admin/dead-letters" + query)
                .json()
                .required("deadLetters")
                .forEach(letter -> ids.add(letter.required("id").asString()));
        return ids;
    }
}
