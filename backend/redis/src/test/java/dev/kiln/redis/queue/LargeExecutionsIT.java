package dev.kiln.redis.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Submission;
import dev.kiln.object.ObjectKey;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.redis.RedisPorts;
import dev.kiln.tenant.Quota;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is too large for Redis: it is written first, and referred to after. */
class LargeExecutionsIT {
    private static final Duration GRACE = TestQueues.GRACE;
    private static final String LARGE = "print('large')\n".repeat(70_000);
    private static final ExecutionResult LARGE_RESULT = Submissions.success(Submissions.phase("x".repeat(1 << 20)));
    private static final QueuePolicy POLICY = QueuePolicy.standard();

    private static RedisPorts redis;

    private InMemoryObjectStore objects;
    private QueuePorts ports;

    @BeforeAll
    static void start() {
        redis = new RedisPorts();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        objects = new InMemoryObjectStore();
        ports = TestQueues.open(redis, POLICY, () -> 0.5, UnaryOperator.identity(), new LargeTexts(objects));
    }

    @Nested
    class ASubmit {
        @Test
        void keepsRedisSmall() {
            Submission submission = Submissions.withSource(LARGE);

            assertThat(submit(submission)).isInstanceOf(SubmitAnswer.Accepted.class);

            assertThat(bytesOf(submission)).isLessThan(2_048);
            assertThat(objects.size()).isEqualTo(1);
            assertThat(ports.claimOne().submission()).isEqualTo(submission);
        }

        @Test
        void refusesTheLargeAloneWhileObjectsAreAway() {
            Submission large = Submissions.withSource(LARGE);
            Submission small = Submissions.python();
            objects.away(true);

            List<SubmitAnswer> answers = ports.queue().submit(List.of(Admission.of(large), Admission.of(small)));

            assertThat(answers.getFirst())
                    .isEqualTo(new SubmitAnswer.Refused(Refusal.OBJECTS_UNAVAILABLE, Duration.ofSeconds(1)));
            assertThat(answers.getLast()).isInstanceOf(SubmitAnswer.Accepted.class);
            assertThat(ports.store().find(large.id())).isEmpty();
            assertThat(ports.claim(10)).hasSize(1);
        }

        @Test
        void saysThatTheStoreIsFullWhereObjectsAre() {
            objects.full(true);

            assertThat(submit(Submissions.withSource(LARGE)))
                    .isEqualTo(new SubmitAnswer.Refused(Refusal.STORE_FULL, Duration.ofSeconds(5)));
        }

        @Test
        void writesNothingOfWhatIsRefused() {
            ports.quotas().put(Submissions.TENANT, Quota.standard().withSuspended(true));
            objects.full(true);

            assertThat(submit(Submissions.withSource(LARGE)))
                    .isEqualTo(new SubmitAnswer.Refused(Refusal.TENANT_SUSPENDED, Duration.ZERO));
        }

        @Test
        void acceptsManyLargeOnesAtOnce() {
            List<Admission> many = List.copyOf(IntStream.range(0, 40)
                    .mapToObj(number -> Admission.of(Submissions.withSource(LARGE + number)))
                    .toList());

            assertThat(ports.queue().submit(many)).allMatch(SubmitAnswer.Accepted.class::isInstance);

            assertThat(objects.size()).isEqualTo(40);
            assertThat(ports.claim(64))
                    .extracting(ClaimedAttempt::submission)
                    .containsExactlyElementsOf(
                            many.stream().map(Admission::submission).toList());
        }

        @Test
        void writesNothingAgainForARepeatedOne() {
            var key = new IdempotencyKey("key", "0".repeat(64));
            Submission first = Submissions.withSource(LARGE);
            SubmitAnswer accepted =
                    ports.queue().submit(List.of(new Admission(first, key))).getFirst();

            assertThat(submit(first)).isEqualTo(accepted);
            assertThat(ports.queue()
                            .submit(List.of(new Admission(Submissions.withSource(LARGE), key)))
                            .getFirst())
                    .isEqualTo(accepted);

            assertThat(objects.size()).isEqualTo(1);
        }

        @Test
        void isRefusedWhenItTookSoLongThatASweepCouldTakeItsObject() {
            objects.beforePut(() -> ports.pass().accept(GRACE.dividedBy(2).plusSeconds(1)));

            SubmitAnswer answer = submit(Submissions.withSource(LARGE));

            assertThat(answer).isEqualTo(new SubmitAnswer.Refused(Refusal.OBJECTS_UNAVAILABLE, Duration.ofSeconds(1)));
            assertThat(objects.size()).isZero();
        }
    }

    @Nested
    class AClaim {
        @Test
        void waitsForNoObject() {
            submit(Submissions.withSource(LARGE));
            submit(Submissions.python());
            objects.away(true);

            List<ClaimedAttempt> claimed = ports.claim(10);

            assertThat(claimed).hasSize(2);
            fails(ErrorCode.STORE_UNAVAILABLE, () -> claimed.getFirst().submission());
            assertThat(claimed.getLast().submission().entryPoint().path()).isEqualTo("main.py");
            objects.away(false);
            assertThat(claimed.getFirst().submission().entryPoint().content().text())
                    .contains(LARGE);
        }

        @Test
        void saysThatWhatWasSubmittedIsLostWhereItsObjectIsGoneOrAltered() {
            submit(Submissions.withSource(LARGE));
            ClaimedAttempt claimed = ports.claimOne();
            ObjectKey key = objects.keys().iterator().next();

            objects.alter(key, new byte[] {1, 2, 3});
            fails(ErrorCode.CONTENT_LOST, claimed::submission);

            objects.delete(key);
            fails(ErrorCode.CONTENT_LOST, claimed::submission);
        }
    }

    @Nested
    class ACommit {
        @Test
        void keepsRedisSmall() {
            Submission submission = Submissions.python();
            submit(submission);

            assertThat(ports.queue().commit(ports.claimOne().lease(), LARGE_RESULT))
                    .isEqualTo(LeaseAnswer.DONE);

            assertThat(bytesOf(submission)).isLessThan(2_048);
            assertThat(resultOf(submission)).contains(LARGE_RESULT);
        }

        @Test
        void changesNothingWhileObjectsAreAwayAndCanBeRepeated() {
            Submission submission = Submissions.python();
            submit(submission);
            Lease lease = ports.claimOne().lease();
            objects.away(true);
            assertThat(ports.queue().commit(lease, LARGE_RESULT)).isEqualTo(LeaseAnswer.NOT_STORED);
            assertThat(ports.store().find(submission.id()).orElseThrow().state().isFinal())
                    .isFalse();
            objects.away(false);

            assertThat(ports.queue().commit(lease, LARGE_RESULT)).isEqualTo(LeaseAnswer.DONE);

            assertThat(resultOf(submission)).contains(LARGE_RESULT);
        }

        @Test
        void ofALeaseThatIsLostLeavesNoObject() {
            submit(Submissions.python());
            Lease lease = ports.claimOne().lease();
            var other = new Lease(
                    lease.execution(),
                    lease.worker(),
                    lease.fence(),
                    UUID.randomUUID().toString());

            assertThat(ports.queue().commit(other, LARGE_RESULT)).isEqualTo(LeaseAnswer.LOST);

            assertThat(objects.size()).isZero();
        }

        @Test
        void isReadAsLostWhereItsObjectIsGone() {
            Submission submission = Submissions.python();
            submit(submission);
            ports.queue().commit(ports.claimOne().lease(), LARGE_RESULT);

            objects.delete(objects.keys().iterator().next());

            fails(ErrorCode.CONTENT_LOST, () -> ports.store().find(submission.id()));
        }
    }

    private SubmitAnswer submit(Submission submission) {
        return ports.queue().submit(submission);
    }

    private Optional<ExecutionResult> resultOf(Submission submission) {
        return ports.store().find(submission.id()).map(execution -> requireNonNull(execution.result()));
    }

    /** The length of all that Redis holds of the execution. */
    private static int bytesOf(Submission submission) {
        return redis.redis().<String, String>opsForHash().entries(KeySpace.execution(submission.id())).values().stream()
                .mapToInt(String::length)
                .sum();
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(KilnException.class)).returns(code, KilnException::code);
    }
}
