package dev.kiln.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lane;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replaying and purging by a filter over HTTP on a real Redis, on which one failed attempt makes a dead letter. */
class DeadLetterJobsIT {
    private static final String JOBS = "/v1/admin/dead-letter-jobs";
    private static final TenantId COURSE = new TenantId("course");
    private static final Map<String, Object> SETTINGS =
            Map.of("kiln.queue.retry.attempts", 1, "kiln.queue.replay.times", 0);
    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RedisServer redis;
    private static ApiServer server;
    private static HttpCaller operator;
    private static ExecutionQueue queue;
    private static DeadLetters letters;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        server = ApiServer.startOn(redis.url(), SETTINGS);
        operator = operatorOf(server);
        queue = server.bean(ExecutionQueue.class);
        letters = server.bean(DeadLetters.class);
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
        redis.close();
    }

    @AfterEach
    void leaveNothing() {
        for (JsonNode job : operator.get(JOBS).json().required("jobs")) {
            operator.send("POST", JOBS + "/" + job.required("id").asString() + "/stop", null);
        }
        claimed().forEach(attempt -> queue.commit(attempt.lease(), Submissions.success()));
        letters.find(DeadLetterFilter.all(), Optional.empty(), 100)
                .letters()
                .forEach(letter -> letters.purge(letter.execution()));
    }

    @Test
    void replaysByAFilterAndTellsHowFarItCame() {
        List<String> meant = dead(COURSE, 3);
        dead(new TenantId("other"), 1);

        var begun = operator.post(
                JOBS,
                "{\"action\":\"replay\",\"filter\":{\"tenant\":\"course\",\"reason\":\"box_broken\"},\"ratePerSecond\":100}");

        assertThat(begun.status()).isEqualTo(202);
        String address = begun.header("Location");
        await().atMost(PATIENCE).until(() -> isAt(address, "finished"));
        assertThat(operator.get(address)
                        .response()
                        .body()
                        .replaceAll("\"20[^\"]+Z\"", "TIME")
                        .replaceAll("job-[0-9a-f]{20}", "ID"))
                .isEqualTo("""
                        {"id":"ID","action":"replay",\
                        "filter":{"tenant":"course","language":null,"reason":"box_broken","from":null,"before":null},\
                        "ratePerSecond":100,"dryRun":false,"state":"finished","counted":true,"matched":3,"done":3,\
                        "createdAt":TIME,"changedAt":TIME,"endedAt":TIME}""");
        assertThat(operator.get(JOBS).json().at("/jobs/0").toString())
                .isEqualTo(operator.get(address).response().body());
        assertThat(ids(claimed())).containsExactlyInAnyOrderElementsOf(meant);
    }

    @Test
    void onlyCountsInADryRunOfAPurgeAndThenPurges() {
        dead(COURSE, 3);

        String dry = begin("{\"action\":\"purge\",\"filter\":{},\"dryRun\":true}");
        await().atMost(PATIENCE).until(() -> isAt(dry, "finished"));
        assertThat(operator.get(dry).json().required("matched").asInt()).isEqualTo(3);
        assertThat(operator.get(dry).json().required("done").asInt()).isZero();
        assertThat(left()).isEqualTo(3);

        String purge = begin("{\"action\":\"purge\",\"filter\":{}}");
        await().atMost(PATIENCE).until(() -> isAt(purge, "finished"));
        assertThat(left()).isZero();
    }

    @Test
    void pausesResumesAndStops() {
        dead(COURSE, 10);
        String job = begin("{\"action\":\"replay\",\"filter\":{},\"ratePerSecond\":1}");
        await().atMost(PATIENCE).until(() -> done(job) >= 1);

        assertThat(operator.send("POST", job + "/pause", null)
                        .json()
                        .required("state")
                        .asString())
                .isEqualTo("paused");
        assertThat(operator.send("POST", job + "/resume", null)
                        .json()
                        .required("state")
                        .asString())
                .isEqualTo("running");
        await().atMost(PATIENCE).until(() -> done(job) >= 2);
        var stopped = operator.send("POST", job + "/stop", null);

        assertThat(stopped.json().required("state").asString()).isEqualTo("stopped");
        assertThat(left()).isEqualTo(10 - stopped.json().required("done").asInt());
        assertThat(operator.send("POST", job + "/resume", null).problem()).isEqualTo("409 already_final id");
    }

    @Test
    void beginsOneJobForARepeatedCall() {
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "mine"};
        String order = "{\"action\":\"replay\",\"filter\":{\"tenant\":\"nobody\"}}";

        var first = operator.send("POST", JOBS, order, headers);
        var second = operator.send("POST", JOBS, order, headers);
        var other = operator.send("POST", JOBS, order.replace("replay", "purge"), headers);

        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.problem()).isEqualTo("422 idempotency_key_reused Idempotency-Key");
    }

    @Test
    void refusesMoreJobsThanMayBeUnderWay() {
        dead(COURSE, 3);
        for (int number = 0; number < 10; number++) {
            String job = begin("{\"action\":\"replay\",\"filter\":{},\"ratePerSecond\":1}");
            operator.send("POST", job + "/pause", null);
        }

        assertThat(operator.post(JOBS, "{\"action\":\"replay\",\"filter\":{}}").problem())
                .isEqualTo("409 too_many_jobs -");
    }

    @Test
    void goesOnInAnotherInstanceAndReplaysEachOnce() {
        List<String> meant = dead(COURSE, 40);
        String job;
        try (ApiServer first = ApiServer.startOn(redis.url(), SETTINGS);
                HttpCaller atFirst = operatorOf(first)) {
            server.bean(JobDriver.class).stop();
            job = atFirst.post(JOBS, "{\"action\":\"replay\",\"filter\":{},\"ratePerSecond\":20}")
                    .header("Location");
            await().atMost(PATIENCE).until(() -> done(job) >= 5);
        }
        int before = done(job);
        assertThat(before).isLessThan(meant.size());
        assertThat(isAt(job, "running")).isTrue();

        server.bean(JobDriver.class).start();

        await().atMost(PATIENCE).until(() -> isAt(job, "finished"));
        assertThat(done(job)).isEqualTo(meant.size());
        List<ClaimedAttempt> claimed = claimed();
        assertThat(ids(claimed)).containsExactlyInAnyOrderElementsOf(meant);
        claimed.forEach(attempt -> queue.fail(attempt.lease(), BROKEN));
        assertThat(letters.find(DeadLetterFilter.all(), Optional.empty(), 100).letters())
                .hasSize(meant.size())
                .allMatch(letter -> letter.generation() == 2);
    }

    private static HttpCaller operatorOf(ApiServer of) {
        return new HttpCaller(of.adminAddress(), of.newKey(ApiServer.TENANT, Scope.OPERATOR));
    }

    private static String begin(String order) {
        return operator.post(JOBS, order).header("Location");
    }

    private static boolean isAt(String job, String state) {
        return operator.get(job).json().required("state").asString().equals(state);
    }

    private static int done(String job) {
        return operator.get(job).json().required("done").asInt();
    }

    private static int left() {
        return letters.find(DeadLetterFilter.all(), Optional.empty(), 100)
                .letters()
                .size();
    }

    private static List<String> dead(TenantId tenant, int number) {
        List<Submission> submissions = IntStream.range(0, number)
                .mapToObj(_ -> Submissions.python(tenant, Lane.STANDARD))
                .toList();
        submissions.forEach(queue::submit);
        claimed().forEach(attempt -> queue.fail(attempt.lease(), BROKEN));
        return submissions.stream().map(submission -> submission.id().value()).toList();
    }

    private static List<ClaimedAttempt> claimed() {
        var all = new ArrayList<ClaimedAttempt>();
        List<ClaimedAttempt> claimed;
        do {
            claimed = queue.claim(new WorkerId("worker-1"), UUID.randomUUID().toString(), 64);
            all.addAll(claimed);
        } while (!claimed.isEmpty());
        return all;
    }

    private static List<String> ids(List<ClaimedAttempt> claimed) {
        return claimed.stream()
                .map(attempt -> attempt.lease().execution().value())
                .toList();
    }
}
