package dev.kiln.redis.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.Content;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState.Finished;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.PhaseReport;
import dev.kiln.execution.Submission;
import dev.kiln.object.ObjectStore;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.ExecutionQueueContract;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

class RedisExecutionQueueIT {
    private static final WorkerId WORKER = new WorkerId("worker-1");

    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");

    private static RedisPorts ports;

    private final ObjectStore objects = new InMemoryObjectStore();
    private ExecutionQueue queue;
    private RedisExecutionStore store;

    @BeforeAll
    static void start() {
        ports = new RedisPorts();
    }

    @AfterAll
    static void stop() {
        ports.close();
    }

    @BeforeEach
    void empty() {
        ports.clear();
        queue = new RedisExecutionQueue(ports.redis(), QueuePolicy.standard(), objects, TestQueues.GRACE);
        store = new RedisExecutionStore(ports.redis(), ports.messages(), objects);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Contract extends ExecutionQueueContract {
        private final ExecutionQueue contractQueue =
                new RedisExecutionQueue(ports.redis(), POLICY, objects, TestQueues.GRACE);
        private final RecoverySweep sweep = new RedisRecoverySweep(ports.redis(), POLICY);
        private final WorkSignals signals = new RedisWorkSignals(ports.messages());

        @Override
        protected ExecutionQueue queue() {
            return contractQueue;
        }

        @Override
        protected ExecutionStore store() {
            return store;
        }

        @Override
        protected RecoverySweep recovery() {
            return sweep;
        }

        @Override
        protected WorkSignals signals() {
            return signals;
        }
    }

    @Test
    void putsWhatIsHandedBackWhereItStood() {
        Submission first = Submissions.python();
        queue.submit(first);
        queue.submit(Submissions.python());
        ClaimedAttempt claimed = queue.claim(WORKER, token(), 1).getFirst();
        queue.handBack(claimed.lease());

        assertThat(queue.claim(WORKER, token(), 1).getFirst().submission().id()).isEqualTo(first.id());
    }

    @Test
    void keepsBytesThatAreNotText() {
        var bytes = Content.of(new byte[] {(byte) 0xff, 0, 10, (byte) 0xc3});
        Submission submission = Submissions.python();
        queue.submit(submission);
        var result = new ExecutionResult(
                Outcome.RUNTIME_ERROR,
                "3",
                null,
                new PhaseReport(null, 9, bytes, Content.of("Ünïcode\u0000"), true, false, 1, 2, 3),
                "namespaces");
        queue.commit(queue.claim(WORKER, token(), 1).getFirst().lease(), result);

        assertThat(store.find(submission.id()).orElseThrow().result()).isEqualTo(result);
    }

    @Test
    void numbersTheEventsOfAnExecutionAndWritesEachOnce() {
        Submission submission = Submissions.python();
        queue.submit(submission);
        queue.submit(submission);
        ClaimedAttempt claimed = queue.claim(WORKER, token(), 1).getFirst();
        queue.commit(claimed.lease(), Submissions.success());
        queue.commit(claimed.lease(), Submissions.success());

        List<String> events = new ArrayList<>();
        for (var event : ports.redis().opsForStream().range("kiln:{p0}:events", all())) {
            Map<Object, Object> fields = event.getValue();
            events.add(fields.get("number") + " " + fields.get("state"));
        }

        assertThat(events).containsExactly("1 queued", "2 running", "3 finished");
    }

    @Test
    void countsWhatWaitsAndWhatRuns() {
        queue.submit(Submissions.python());
        queue.submit(Submissions.python());
        Submission canceled = Submissions.python();
        queue.submit(canceled);
        queue.cancel(canceled.id(), canceled.tenant());
        queue.claim(WORKER, token(), 1);

        assertThat(ports.redis().<String, String>opsForHash().entries("kiln:{p0}:counts"))
                .containsEntry("waiting:standard", "1")
                .containsEntry("running", "1");
    }

    /** Two leases pass on Redis' clock while it answers nobody; the partition's time stands still. */
    @Test
    void answersARepeatedClaimAsTheFirstHoweverLongRedisWasAway() {
        queue = new RedisExecutionQueue(
                ports.redis(), QueuePolicy.standard().withLease(Duration.ofMillis(50)), objects, TestQueues.GRACE);
        queue.submit(Submissions.python());
        queue.submit(Submissions.python());
        String token = token();
        List<ClaimedAttempt> claimed = queue.claim(WORKER, token, 1);
        Awaitility.await().until(() -> ports.redis().keys("kiln:{p0}:claim:*").isEmpty());

        assertThat(queue.claim(WORKER, token, 1)).isEqualTo(claimed);
    }

    @Test
    void spreadsRetriesOverTheWholeOfTheirDelay() {
        Duration delay = Duration.ofHours(1);
        queue = new RedisExecutionQueue(
                ports.redis(),
                QueuePolicy.standard().withRetry(new RetryPolicy(5, delay, delay)),
                objects,
                TestQueues.GRACE);
        long begin = System.currentTimeMillis();
        running(400).forEach(attempt -> queue.fail(attempt.lease(), BROKEN));

        assertSpread(begin, delay, 400);
    }

    @Test
    void spreadsWhatALostWorkerHadOverTheWholeOfTheDelay() {
        Duration delay = Duration.ofHours(1);
        var policy =
                QueuePolicy.standard().withLease(Duration.ofMillis(50)).withRetry(new RetryPolicy(5, delay, delay));
        queue = new RedisExecutionQueue(ports.redis(), policy, objects, TestQueues.GRACE);
        long begin = System.currentTimeMillis();
        running(400);
        var sweep = new RedisRecoverySweep(ports.redis(), policy);

        Awaitility.await().until(() -> {
            sweep.sweep();
            return ports.redis().opsForZSet().zCard("kiln:{p0}:leases") == 0;
        });

        assertSpread(begin, delay, 400);
    }

    @Test
    void leavesNothingBehindOnceResultsHaveExpired() {
        queue = new RedisExecutionQueue(
                ports.redis(),
                QueuePolicy.standard().withRetention(Duration.ofMillis(1)).withLease(Duration.ofMillis(50)),
                objects,
                TestQueues.GRACE);
        Submission submission = Submissions.python();
        queue.submit(submission);
        queue.commit(queue.claim(WORKER, token(), 1).getFirst().lease(), Submissions.success());

        Awaitility.await()
                .untilAsserted(() -> assertThat(ports.redis().keys("*"))
                        .containsExactlyInAnyOrder(
                                "kiln:{p0}:counts",
                                "kiln:{p0}:place",
                                "kiln:{p0}:layout",
                                "kiln:{p0}:lanes",
                                "kiln:{p0}:clock",
                                "kiln:{p0}:heard",
                                "kiln:{p0}:events",
                                "kiln:{p0}:claimed:worker-1",
                                "kiln:{p0}:tenant:tenant-a"));
        assertThat(ports.redis().getExpire("kiln:{p0}:claimed:worker-1")).isPositive();
        assertThat(ports.redis().getExpire("kiln:{p0}:tenant:tenant-a")).isPositive();
        assertThat(store.find(submission.id())).isEmpty();
    }

    @Nested
    class WhenRedisCrashes {
        @Test
        void keepsWhatWasAcceptedAndGoesOnByItself() {
            Submission submission = Submissions.python();
            queue.submit(submission);

            ports.server().kill();
            assertThatThrownBy(() -> queue.submit(Submissions.python()))
                    .isInstanceOfSatisfying(
                            KilnException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            ports.server().restart();

            Awaitility.await()
                    .ignoreExceptionsInstanceOf(KilnException.class)
                    .untilAsserted(
                            () -> assertThat(queue.submit(submission)).isInstanceOf(SubmitAnswer.Accepted.class));
            List<ClaimedAttempt> claimed = queue.claim(WORKER, token(), 10);
            assertThat(claimed).extracting(attempt -> attempt.submission().id()).containsExactly(submission.id());
            assertThat(queue.commit(claimed.getFirst().lease(), Submissions.success()))
                    .isEqualTo(LeaseAnswer.DONE);
            assertThat(store.find(submission.id()).orElseThrow().state()).isEqualTo(new Finished());
        }
    }

    /** So many attempts that run. */
    private List<ClaimedAttempt> running(int number) {
        queue.submit(IntStream.range(0, number)
                .mapToObj(_ -> Admission.of(Submissions.python()))
                .toList());
        var claimed = new ArrayList<ClaimedAttempt>();
        while (claimed.size() < number) {
            claimed.addAll(queue.claim(WORKER, token(), 50));
        }
        return claimed;
    }

    /** Each quarter of the delay has an eighth of the retries at least, of which it has a quarter on average. */
    private static void assertSpread(long beginMillis, Duration delay, int number) {
        Set<TypedTuple<String>> due =
                requireNonNull(ports.redis().opsForZSet().rangeWithScores("kiln:{p0}:delayed", 0, -1));
        assertThat(due).hasSize(number);
        long tolerance = Duration.ofMinutes(1).toMillis();
        List<Long> delays = due.stream()
                .map(retry -> (long) (requireNonNull(retry.getScore()) - beginMillis))
                .toList();
        assertThat(delays).allMatch(millis -> millis >= 0 && millis <= delay.toMillis() + tolerance);
        for (int quarter = 0; quarter < 4; quarter++) {
            long from = delay.toMillis() / 4 * quarter;
            assertThat(delays)
                    .filteredOn(millis -> millis >= from && millis < from + delay.toMillis() / 4)
                    .hasSizeGreaterThan(number / 8);
        }
    }

    private static org.springframework.data.domain.Range<String> all() {
        return org.springframework.data.domain.Range.unbounded();
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
