package dev.kiln.cli;

import static dev.kiln.cli.CalledService.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.cli.CalledService.Asked;
import dev.kiln.cli.CalledService.Said;
import dev.kiln.tenant.KeySecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kiln queue} and {@code kiln dead} against a server that answers as the operators' port does. */
class QueueAndDeadTest {
    private static final String ID = "0-01kaxcfz2m8v5y1r9gq0n7e4bd";
    private static final String LANE =
            "{\"lane\":\"standard\",\"waiting\":12,\"tenants\":2,\"oldestMillis\":7200,\"paused\":false}";
    private static final String LETTER = "{\"id\":\"" + ID + "\",\"tenant\":\"course\",\"lane\":\"standard\","
            + "\"language\":{\"id\":\"python\",\"version\":null},\"reason\":\"worker_lost\",\"message\":\"It was lost.\","
            + "\"createdAt\":\"2026-11-25T10:00:00.000Z\",\"diedAt\":\"2026-11-25T10:03:12.000Z\","
            + "\"generation\":1,\"attempts\":5,\"replays\":2}";
    private static final String PROBLEM = "{\"type\":\"about:blank\",\"title\":\"T\",\"status\":409,"
            + "\"code\":\"not_dead\",\"field\":\"id\",\"detail\":\"The execution is no dead letter.\"}";

    private final String operatorKey = KeySecret.create().reveal();
    private final CalledService service;

    @TempDir
    private Path data;

    QueueAndDeadTest() throws IOException {
        service = new CalledService("--admin", "/v1/admin");
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
    void tellsHowDeepTheQueueIs() {
        service.willAnswer(200, "{\"lanes\":[" + LANE + "],\"running\":3}");

        Said said = kiln("queue", "depth");

        assertThat(said.out().lines())
                .containsExactly(
                        "LANE      STATE  WAITING  TENANTS  OLDEST",
                        "standard  open   12       2        7.2 s",
                        "",
                        "3 running");
        assertThat(said.exitCode()).isZero();
        assertThat(service.asked()).extracting(Asked::line).containsExactly("GET /queue");
        assertThat(service.asked()).extracting(Asked::authorization).containsOnly("Bearer " + operatorKey);
    }

    @Test
    void listsWhoWaitsOfEveryPage() {
        String tenant = "{\"tenant\":\"course\",\"waiting\":4,\"running\":1,\"cpuMillisToday\":1500,"
                + "\"cpuMillisReserved\":0,\"paused\":false,\"suspended\":false,\"held\":true,\"lanes\":["
                + "{\"lane\":\"standard\",\"ready\":4,\"oldestMillis\":900},"
                + "{\"lane\":\"batch\",\"ready\":0,\"oldestMillis\":null}]}";
        service.willAnswer(200, "{\"tenants\":[" + tenant + "],\"nextCursor\":\"course\"}");
        service.willAnswer(200, "{\"tenants\":[" + tenant.replace("course", "other") + "],\"nextCursor\":null}");

        Said said = kiln("queue", "tenants");

        assertThat(said.out().lines())
                .containsExactly(
                        "TENANT  STATE  WAITING  RUNNING  OLDEST  CPU TODAY",
                        "course  held   4        1        900 ms  1.5 s",
                        "other   held   4        1        900 ms  1.5 s");
        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly("GET /queue/tenants", "GET /queue/tenants?cursor=course");
    }

    @Test
    void pausesAndResumesALaneOrATenant() {
        service.willAnswer(200, LANE.replace("false", "true"));
        service.willAnswer(200, "{\"tenant\":\"course\",\"paused\":false}");

        Said lane = kiln("queue", "pause", "standard");
        Said tenant = kiln("queue", "resume", "--tenant", "course");

        assertThat(lane.out()).contains("standard  paused");
        assertThat(tenant.out()).contains("course   open");
        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly("POST /queue/lanes/standard/pause", "POST /queue/tenants/course/resume");
    }

    @Test
    void listsTheWorkersAndRecovers() {
        service.willAnswer(
                200,
                "{\"workers\":[{\"id\":\"worker-1\",\"slots\":4,\"busy\":1,\"isolation\":\"namespaces\","
                        + "\"version\":\"1.2\",\"capacity\":\"spot\",\"zone\":null,\"lastSeenAt\":\"2026-11-25T10:00:00.000Z\","
                        + "\"draining\":false,\"languages\":{\"python\":\"3.11\",\"bash\":\"5\"}}]}");
        service.willAnswer(
                200,
                "{\"expiredLeases\":1,\"dueRetries\":2,\"deadLetters\":3,\"replays\":4,\"expiredDeadLetters\":7,"
                        + "\"leases\":5,\"retries\":6,\"removedObjects\":8,\"orphans\":9}");

        assertThat(kiln("queue", "workers").out())
                .contains(
                        "worker-1  serving  1     4      spot      -     namespaces  1.2      2026-11-25 10:00:00  bash,python");
        assertThat(kiln("queue", "recover").out())
                .contains("1 expired leases", "7 forgotten")
                .contains("8 objects removed, 9 more that nothing refers to")
                .contains("left: 5 leases, 6 retries");
    }

    @Test
    void listsDeadLettersByAFilter() {
        service.willAnswer(200, "{\"deadLetters\":[" + LETTER + "],\"nextCursor\":\"1.a\"}");
        service.willAnswer(200, "{\"deadLetters\":[" + LETTER + "," + LETTER + "],\"nextCursor\":null}");

        Said said = kiln("dead", "list", "--tenant", "course", "--from", "2026-11-25T10:00:00Z", "--most", "2");

        assertThat(said.out().lines().toList())
                .hasSize(3)
                .contains(ID + "  2026-11-25 10:03:12  worker_lost  5         python    course");
        assertThat(said.err()).contains("There are more");
        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "GET /dead-letters?tenant=course&from=2026-11-25T10%3A00%3A00Z",
                        "GET /dead-letters?tenant=course&from=2026-11-25T10%3A00%3A00Z&cursor=1.a");
    }

    @Test
    void givesProgramsTheJsonOfADeadLetter() {
        String whole = "{\"deadLetter\":" + LETTER + ",\"attempts\":[]}";
        service.willAnswer(200, whole);
        service.willAnswer(200, whole);

        assertThat(json(kiln("dead", "show", ID, "--json").out())).isEqualTo(json(whole));
        assertThat(kiln("dead", "show", ID).out())
                .contains("worker_lost: It was lost.")
                .contains("generation 1");
    }

    @Test
    void replaysOrPurgesOne() {
        service.willAnswer(200, "{\"id\":\"" + ID + "\"}");
        service.willAnswer(204, "");
        service.willAnswer(409, PROBLEM);

        assertThat(kiln("dead", "replay", ID).out()).startsWith("Replayed: " + ID);
        assertThat(kiln("dead", "purge", ID).out()).startsWith("Purged: " + ID);
        Said refused = kiln("dead", "replay", ID);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("is no dead letter. (not_dead)").contains("./kiln dead list");
        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "POST /dead-letters/" + ID + "/replay",
                        "DELETE /dead-letters/" + ID,
                        "POST /dead-letters/" + ID + "/replay");
    }

    @Test
    void followsAJobToItsEnd() {
        service.willAnswer(202, job("running", 0));
        service.willAnswer(200, job("running", 1));
        service.willAnswer(200, job("finished", 3));

        Said said = kiln("dead", "replay", "--reason", "worker_lost", "--rate", "20");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out().strip()).isEqualTo("job-1   replay   finished   3 of 3");
        assertThat(service.asked().getFirst().body())
                .isEqualTo(
                        json(
                                "{\"action\":\"replay\",\"filter\":{\"reason\":\"worker_lost\"},\"ratePerSecond\":20,\"dryRun\":false}"));
        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "POST /dead-letter-jobs", "GET /dead-letter-jobs/job-1", "GET /dead-letter-jobs/job-1");
    }

    @Test
    void tellsThatAJobWasStoppedByItsExitCode() {
        service.willAnswer(202, job("running", 0));
        service.willAnswer(200, job("stopped", 1));

        Said said = kiln("dead", "replay", "--all");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("stopped   1 of 3");
        assertThat(service.asked().getFirst().body().required("filter")).isEqualTo(json("{}"));
    }

    @Test
    void purgesByAFilterOnlyWithConsent() {
        assertThat(kiln("dead", "purge", "--all").err()).contains("pass --yes");
        assertThat(service.asked()).isEmpty();
        service.willAnswer(202, job("finished", 3).replace("\"dryRun\":false", "\"dryRun\":true"));
        service.willAnswer(202, job("running", 0));

        assertThat(kiln("dead", "purge", "--all", "--dry-run").out()).contains("3 are meant; nothing was done");
        assertThat(kiln("dead", "purge", "--tenant", "course", "--yes", "--no-wait")
                        .exitCode())
                .isZero();

        assertThat(service.asked().getLast().body().at("/filter/tenant").asString())
                .isEqualTo("course");
    }

    @Test
    void listsAndStopsJobs() {
        service.willAnswer(200, "{\"jobs\":[" + job("running", 1) + "]}");
        for (int i = 0; i < 3; i++) {
            service.willAnswer(200, job("paused", 1));
        }

        assertThat(kiln("dead", "jobs").out().lines().skip(1))
                .containsExactly("job-1  replay  running  1     3      10/s  2026-11-25 10:00:00  reason=worker_lost");
        kiln("dead", "pause", "job-1");
        kiln("dead", "resume", "job-1");
        kiln("dead", "stop", "job-1");

        assertThat(service.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "GET /dead-letter-jobs",
                        "POST /dead-letter-jobs/job-1/pause",
                        "POST /dead-letter-jobs/job-1/resume",
                        "POST /dead-letter-jobs/job-1/stop");
    }

    @Test
    void takesATimeThatIsSoLongAgo() {
        service.willAnswer(200, "{\"deadLetters\":[],\"nextCursor\":null}");

        kiln("dead", "list", "--before", "2h");

        String asked = service.asked().getFirst().line();
        Instant before = Instant.parse(
                asked.substring(asked.indexOf("before=") + "before=".length()).replace("%3A", ":"));
        assertThat(before)
                .isBetween(Instant.now().minusSeconds(7_260), Instant.now().minusSeconds(7_200));
    }

    @Test
    void refusesWhatCannotBeMeantBeforeItAsks() {
        assertThat(kiln("queue", "pause").exitCode()).isEqualTo(1);
        assertThat(kiln("queue", "pause", "fast").err()).contains("there is no lane 'fast'");
        assertThat(kiln("queue", "pause", "batch", "--tenant", "course").err()).contains("say which lane");
        assertThat(kiln("queue", "resume", "--tenant", "No/Id").err()).contains("is no tenant's id");
        assertThat(kiln("dead", "show", "No/Id").err()).contains("is no execution's id");
        assertThat(kiln("dead", "replay").err()).contains("say which");
        assertThat(kiln("dead", "replay", ID, "--all").err()).contains("say which");
        assertThat(kiln("dead", "list", "--from", "yesterday").err()).contains("is no time");
        assertThat(kiln("dead", "stop", "No/Id").err()).contains("is no job's id");
        assertThat(kiln("queue").exitCode()).isEqualTo(2);
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void tellsThatNobodyAnswers() {
        service.stop();

        assertThat(kiln("queue", "depth").err())
                .contains("no execution API answers at")
                .contains("./kiln up");
    }

    private Said kiln(String... arguments) {
        return service.kiln(data, arguments);
    }

    private static String job(String state, int done) {
        return "{\"id\":\"job-1\",\"action\":\"replay\",\"filter\":{\"tenant\":null,\"language\":null,"
                + "\"reason\":\"worker_lost\",\"from\":null,\"before\":null},\"ratePerSecond\":10,\"dryRun\":false,"
                + "\"state\":\"" + state + "\",\"counted\":true,\"matched\":3,\"done\":" + done + ","
                + "\"createdAt\":\"2026-11-25T10:00:00.000Z\",\"changedAt\":\"2026-11-25T10:00:01.000Z\",\"endedAt\":null}";
    }
}
