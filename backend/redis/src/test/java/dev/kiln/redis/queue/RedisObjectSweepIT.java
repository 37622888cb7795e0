package dev.kiln.redis.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Submission;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectSweepReport;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removes every object that nothing refers to, and none that something does. */
class RedisObjectSweepIT {
    private static final Duration GRACE = TestQueues.GRACE;
    private static final String LARGE = "print('large')\n".repeat(70_000);
    private static final ExecutionResult LARGE_RESULT = Submissions.success(Submissions.phase("x".repeat(1 << 20)));
    private static final QueuePolicy POLICY = QueuePolicy.standard()
            .withRetry(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1)))
            .withRetention(Duration.ofHours(2));

    private static RedisPorts redis;

    private InMemoryObjectStore objects;
    private QueuePorts ports;
    private RedisObjectSweep sweep;

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
        sweep = new RedisObjectSweep(
                TestQueues.scripts(redis, POLICY, () -> 0.5, UnaryOperator.identity()), objects, GRACE);
    }

    @Test
    void removesASubmissionOnceItIsFinished() {
        submit(Submissions.withSource(LARGE));
        assertThat(sweep.sweep().removed()).isZero();
        ports.queue().commit(ports.claimOne().lease(), Submissions.success());

        assertThat(sweep.sweep().removed()).isEqualTo(1);

        assertThat(objects.size()).isZero();
        assertThat(trash()).isZero();
    }

    @Test
    void removesASubmissionThatIsCanceled() {
        Submission submission = Submissions.withSource(LARGE);
        submit(submission);
        assertThat(ports.queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.CANCELED);

        assertThat(sweep.sweep().removed()).isEqualTo(1);
    }

    @Test
    void keepsTheSubmissionOfADeadLetterForItsReplayUntilItIsPurged() {
        Submission submission = Submissions.withSource(LARGE);
        submit(submission);
        failOnce();
        passInSteps(GRACE.multipliedBy(3));
        assertThat(sweep.sweepAll()).isEqualTo(new ObjectSweepReport(0, 0));

        ports.letters().replay(submission.id(), "the-token-of-a-replay");
        ClaimedAttempt replayed = ports.claimOne();
        assertThat(replayed.submission()).isEqualTo(submission);
        ports.queue().fail(replayed.lease(), new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke."));
        ports.letters().purge(submission.id());

        assertThat(sweep.sweep().removed()).isEqualTo(1);
        assertThat(objects.size()).isZero();
    }

    @Test
    void keepsAResultForItsRetentionAndNotLonger() {
        Submission submission = Submissions.python();
        submit(submission);
        ports.queue().commit(ports.claimOne().lease(), LARGE_RESULT);
        passInSteps(GRACE.multipliedBy(2).plusSeconds(5));
        assertThat(sweep.sweep().removed()).isZero();
        assertThat(resultOf(submission)).contains(LARGE_RESULT);

        redis.redis().delete(KeySpace.execution(submission.id()));
        passInSteps(GRACE.multipliedBy(2).plusSeconds(5));

        assertThat(sweep.sweep().removed()).isEqualTo(1);
        assertThat(objects.size()).isZero();
    }

    @Test
    void removesWhatWasWrittenAndNeverReferredToAfterTheGrace() {
        Submission submission = Submissions.withSource(LARGE);
        submit(submission);
        objects.put(new ObjectKey("executions/" + submission.id() + "/submission/orphan"), new byte[1]);
        objects.put(new ObjectKey("executions/" + Submissions.python().id() + "/submission/1"), new byte[1]);
        objects.put(new ObjectKey("executions/" + submission.id() + "/result/1-token"), new byte[1]);
        objects.put(new ObjectKey("events/0-1"), new byte[1]);

        assertThat(sweep.sweepAll()).isEqualTo(new ObjectSweepReport(0, 3));
        assertThat(sweep.sweepAll()).isEqualTo(new ObjectSweepReport(0, 0));
        passInSteps(GRACE.minusSeconds(1));
        assertThat(sweep.sweepAll()).isEqualTo(new ObjectSweepReport(0, 0));
        passInSteps(Duration.ofSeconds(2));
        assertThat(sweep.sweepAll().removed()).isEqualTo(3);

        assertThat(objects.size()).isEqualTo(2);
        assertThat(ports.claimOne().submission()).isEqualTo(submission);
    }

    @Test
    void takesNoJumpOfTheClockForTheGrace() {
        ObjectKey key = new ObjectKey("executions/" + Submissions.python().id() + "/submission/1");
        objects.put(key, new byte[1]);
        sweep.sweepAll();

        ports.pass().accept(GRACE.multipliedBy(5));

        assertThat(sweep.sweepAll().removed()).isZero();
    }

    @Test
    void leavesAloneWhatIsReferredToAfterItWasSeenWithoutAReference() {
        objects.afterPut(() -> assertThat(sweep.sweepAll().orphans()).isEqualTo(1));
        Submission submission = Submissions.withSource(LARGE);
        submit(submission);
        objects.afterPut(() -> {});

        passInSteps(GRACE.plusSeconds(5));

        assertThat(sweep.sweepAll().removed()).isZero();
        assertThat(ports.claimOne().submission()).isEqualTo(submission);
    }

    @Test
    void takesTurnsInLookingThroughTheListing() {
        objects.put(new ObjectKey("executions/" + Submissions.python().id() + "/submission/1"), new byte[1]);
        assertThat(sweep.sweep().orphans()).isEqualTo(1);
        objects.put(new ObjectKey("executions/" + Submissions.python().id() + "/submission/1"), new byte[1]);

        assertThat(sweep.sweep().orphans()).isZero();

        redis.redis().delete(KeySpace.listingTurn(0));
        assertThat(sweep.sweep().orphans()).isEqualTo(1);
    }

    @Test
    void goesOnWhereThePageBeforeEnded() {
        for (int number = 0; number < 1_500; number++) {
            objects.put(new ObjectKey("executions/" + Submissions.python().id() + "/submission/1"), new byte[1]);
        }
        assertThat(sweep.sweep().orphans()).isEqualTo(1_000);
        redis.redis().delete(KeySpace.listingTurn(0));

        assertThat(sweep.sweep().orphans()).isEqualTo(500);

        passInSteps(GRACE.plusSeconds(1));
        assertThat(sweep.sweep().removed()).isEqualTo(500);
        assertThat(sweep.sweepAll().removed()).isEqualTo(1_000);
        assertThat(trash()).isZero();
    }

    @Test
    void triesAgainWhatItCouldNotRemove() {
        submit(Submissions.withSource(LARGE));
        ports.queue().commit(ports.claimOne().lease(), Submissions.success());
        objects.away(true);
        fails(ErrorCode.STORE_UNAVAILABLE, sweep::sweep);
        objects.away(false);

        assertThat(sweep.sweep().removed()).isEqualTo(1);
    }

    private SubmitAnswer submit(Submission submission) {
        return ports.queue().submit(submission);
    }

    private void failOnce() {
        ports.queue().fail(ports.claimOne().lease(), new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke."));
    }

    private Optional<ExecutionResult> resultOf(Submission submission) {
        return ports.store().find(submission.id()).map(execution -> requireNonNull(execution.result()));
    }

    /** Time passes for the partition only while its workers are heard. */
    private void passInSteps(Duration time) {
        Duration step = Duration.ofSeconds(5);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            ports.pass().accept(left.compareTo(step) < 0 ? left : step);
            ports.recovery().sweep();
        }
    }

    private static long trash() {
        return requireNonNull(redis.redis().opsForZSet().zCard(KeySpace.trash(0)));
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(KilnException.class)).returns(code, KilnException::code);
    }
}
