package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterJob;
import dev.kiln.deadletter.DeadLetterJob.State;
import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.DeadLetterOrder.Action;
import dev.kiln.deadletter.JobAnswer;
import dev.kiln.deadletter.JobBegin;
import dev.kiln.deadletter.JobId;
import dev.kiln.deadletter.JobStep;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.ReplayPolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job over dead letters does, whatever they are kept in. */
public abstract class DeadLetterJobsContract {
    /** The first failure is the last. */
    private static final QueuePolicy POLICY = QueuePolicy.standard()
            .withRetry(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .withReplay(new ReplayPolicy(3, 2, 0, Duration.ofSeconds(1), Duration.ofDays(1)));

    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");
    private static final TenantId OTHER_TENANT = new TenantId("tenant-b");
    private static final JobId JOB = new JobId("job-1");
    private static final String DRIVER = "api-1";
    private static final String OTHER_DRIVER = "api-2";
    private static final int FAST = 1_000;

    private QueuePorts ports;

    /** The ports of a queue that is empty. */
    protected abstract QueuePorts open(QueuePolicy policy);

    @BeforeEach
    void openQueue() {
        ports = open(POLICY);
    }

    @Test
    void countsAndThenReplaysEachThatIsMeant() {
        Set<ExecutionId> meant = dead(3);
        Submission other = Submissions.python(OTHER_TENANT, Lane.STANDARD);
        ports.queue().submit(other);
        ports.queue().fail(ports.claimOne().lease(), BROKEN);
        var tenant = new DeadLetterFilter(Submissions.python().tenant(), null, ErrorCode.BOX_BROKEN, null, null);

        assertThat(ports.jobs().begin(JOB, new DeadLetterOrder(Action.REPLAY, tenant, FAST, false)))
                .isEqualTo(JobBegin.DONE);
        assertThat(job().state()).isEqualTo(State.RUNNING);
        assertThat(job().counted()).isFalse();
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.More(Duration.ZERO));
        assertThat(job().counted()).isTrue();
        assertThat(job().matched()).isEqualTo(3);
        assertThat(job().done()).isZero();
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.Resting());

        assertThat(job().state()).isEqualTo(State.FINISHED);
        assertThat(job().done()).isEqualTo(3);
        assertThat(job().endedAt()).isNotNull();
        assertThat(ports.jobs().underWay()).isEmpty();
        assertThat(claimed()).isEqualTo(meant);
        assertThat(ports.letters().get(other.id())).isPresent();
    }

    @Test
    void onlyCountsInADryRun() {
        dead(3);
        ports.jobs().begin(JOB, new DeadLetterOrder(Action.PURGE, DeadLetterFilter.all(), FAST, true));

        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.Resting());

        assertThat(job().state()).isEqualTo(State.FINISHED);
        assertThat(job().matched()).isEqualTo(3);
        assertThat(job().done()).isZero();
        assertThat(ports.letters()
                        .find(DeadLetterFilter.all(), Optional.empty(), 100)
                        .letters())
                .hasSize(3);
    }

    @Test
    void purgesEachThatIsMeant() {
        Set<ExecutionId> meant = dead(3);
        ports.jobs().begin(JOB, new DeadLetterOrder(Action.PURGE, DeadLetterFilter.all(), FAST, false));

        runToTheEnd(JOB);

        assertThat(job().done()).isEqualTo(3);
        assertThat(meant).allMatch(id -> ports.store().find(id).isEmpty());
    }

    @Test
    void goesNoFasterThanItsRate() {
        dead(4);
        begin(JOB, 2);
        ports.jobs().step(JOB, DRIVER);

        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.More(Duration.ofMillis(500)));
        assertThat(job().done()).isEqualTo(1);
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.More(Duration.ofMillis(500)));
        assertThat(job().done()).isEqualTo(1);
        ports.pass().accept(Duration.ofMillis(499));
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.More(Duration.ofMillis(1)));
        assertThat(job().done()).isEqualTo(1);
        ports.pass().accept(Duration.ofMillis(1));
        ports.jobs().step(JOB, DRIVER);
        assertThat(job().done()).isEqualTo(2);
        ports.pass().accept(Duration.ofMinutes(1));
        ports.jobs().step(JOB, DRIVER);
        assertThat(job().done()).as("what was not used is not made up for").isEqualTo(3);
    }

    @Test
    void isOneDriversUntilThatIsNotHeardOfAgain() {
        Set<ExecutionId> meant = dead(3);
        begin(JOB, 1);
        ports.jobs().step(JOB, DRIVER);
        ports.jobs().step(JOB, DRIVER);
        assertThat(job().done()).isEqualTo(1);

        ports.pass().accept(Duration.ofSeconds(1));
        assertThat(ports.jobs().step(JOB, OTHER_DRIVER))
                .isEqualTo(new JobStep.Held(DeadLetterJobs.LEASE.minusSeconds(1)));
        assertThat(job().done()).isEqualTo(1);
        ports.pass().accept(DeadLetterJobs.LEASE.minusSeconds(1));
        assertThat(ports.jobs().step(JOB, OTHER_DRIVER)).isInstanceOf(JobStep.More.class);
        assertThat(ports.jobs().step(JOB, DRIVER)).isInstanceOf(JobStep.Held.class);
        ports.pass().accept(Duration.ofSeconds(1));
        ports.jobs().step(JOB, OTHER_DRIVER);

        assertThat(job().done()).isEqualTo(3);
        assertThat(claimed()).isEqualTo(meant);
    }

    @Test
    void isHeldByNobodyLongerThoughTheClockStepsBack() {
        dead(1);
        begin(JOB, FAST);
        ports.jobs().step(JOB, DRIVER);

        ports.pass().accept(Duration.ofHours(-1));

        assertThat(ports.jobs().step(JOB, OTHER_DRIVER)).isNotInstanceOf(JobStep.Held.class);
    }

    @Test
    void meetsNothingAgainThatDiesAgain() {
        dead(3);
        begin(JOB, 10);
        ports.jobs().step(JOB, DRIVER);

        for (int step = 0; step < 20; step++) {
            ports.jobs().step(JOB, DRIVER);
            ports.claim(10).forEach(claimed -> ports.queue().fail(claimed.lease(), BROKEN));
            ports.pass().accept(Duration.ofMillis(100));
        }

        assertThat(job().state()).isEqualTo(State.FINISHED);
        assertThat(job().done()).isEqualTo(3);
        assertThat(ports.letters()
                        .find(DeadLetterFilter.all(), Optional.empty(), 100)
                        .letters())
                .hasSize(3)
                .allMatch(letter -> letter.generation() == 2);
    }

    @Test
    void restsWhileItIsPaused() {
        dead(3);
        begin(JOB, 1);
        ports.jobs().step(JOB, DRIVER);
        ports.jobs().step(JOB, DRIVER);

        assertThat(ports.jobs().pause(JOB)).isEqualTo(JobAnswer.DONE);
        assertThat(ports.jobs().pause(JOB)).isEqualTo(JobAnswer.DONE);
        assertThat(job().state()).isEqualTo(State.PAUSED);
        ports.pass().accept(Duration.ofSeconds(2));
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.Resting());
        assertThat(ports.jobs().underWay()).containsExactly(JOB);
        assertThat(ports.jobs().resume(JOB)).isEqualTo(JobAnswer.DONE);
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.More(Duration.ofSeconds(1)));
        ports.pass().accept(Duration.ofSeconds(1));
        ports.jobs().step(JOB, DRIVER);
        ports.pass().accept(Duration.ofSeconds(1));
        ports.jobs().step(JOB, DRIVER);

        assertThat(job().state()).isEqualTo(State.FINISHED);
        assertThat(job().done()).isEqualTo(3);
    }

    @Test
    void endsWhereItStandsWhenItIsStopped() {
        dead(3);
        begin(JOB, 1);
        ports.jobs().step(JOB, DRIVER);
        ports.jobs().step(JOB, DRIVER);

        assertThat(ports.jobs().stop(JOB)).isEqualTo(JobAnswer.DONE);
        assertThat(ports.jobs().stop(JOB)).isEqualTo(JobAnswer.DONE);

        assertThat(job().state()).isEqualTo(State.STOPPED);
        assertThat(job().done()).isEqualTo(1);
        assertThat(ports.jobs().step(JOB, DRIVER)).isEqualTo(new JobStep.Resting());
        assertThat(ports.jobs().resume(JOB)).isEqualTo(JobAnswer.ENDED);
        assertThat(ports.jobs().pause(JOB)).isEqualTo(JobAnswer.ENDED);
        assertThat(ports.jobs().stop(new JobId("job-2"))).isEqualTo(JobAnswer.UNKNOWN);
        assertThat(ports.jobs().step(new JobId("job-2"), DRIVER)).isEqualTo(new JobStep.Resting());
        assertThat(ports.jobs().find(new JobId("job-2"))).isEmpty();
    }

    @Test
    void beginsOnceForARepeatedCall() {
        dead(1);
        begin(JOB, 1);
        runToTheEnd(JOB);

        assertThat(begin(JOB, 1)).isEqualTo(JobBegin.DONE);
        assertThat(begin(JOB, 2)).isEqualTo(JobBegin.OTHER_ORDER);

        assertThat(job().state()).isEqualTo(State.FINISHED);
        assertThat(job().order().ratePerSecond()).isEqualTo(1);
    }

    @Test
    void hasNoMoreThanTenUnderWayAndKeepsTheLastHundred() {
        List<JobId> ids = IntStream.range(0, DeadLetterJobs.MOST_KEPT + 5)
                .mapToObj(number -> new JobId("job-" + number))
                .toList();
        for (JobId id : ids) {
            assertThat(begin(id, 1)).isEqualTo(JobBegin.DONE);
            if (!id.equals(ids.getFirst())) {
                ports.jobs().stop(id);
            }
            ports.pass().accept(Duration.ofMillis(1));
        }

        assertThat(ports.jobs().list()).hasSize(DeadLetterJobs.MOST_KEPT);
        assertThat(ports.jobs().list().getFirst().id()).isEqualTo(ids.getLast());
        assertThat(ports.jobs().list().getLast().id())
                .as("the oldest is under way")
                .isEqualTo(ids.getFirst());
        for (int number = 1; number < DeadLetterJobs.MOST_UNDER_WAY; number++) {
            assertThat(begin(new JobId("more-" + number), 1)).isEqualTo(JobBegin.DONE);
        }
        assertThat(begin(new JobId("one-too-many"), 1)).isEqualTo(JobBegin.TOO_MANY);
    }

    private JobBegin begin(JobId id, int rate) {
        return ports.jobs().begin(id, new DeadLetterOrder(Action.REPLAY, DeadLetterFilter.all(), rate, false));
    }

    private void runToTheEnd(JobId id) {
        for (int step = 0; ports.jobs().step(id, DRIVER) instanceof JobStep.More(Duration after); step++) {
            assertThat(step).isLessThan(100);
            ports.pass().accept(after);
        }
    }

    private DeadLetterJob job() {
        return ports.jobs().find(JOB).orElseThrow();
    }

    /** Makes so many dead letters, each of a millisecond of its own. */
    private Set<ExecutionId> dead(int number) {
        Set<ExecutionId> dead = IntStream.range(0, number)
                .mapToObj(_ -> {
                    Submission submission = Submissions.python();
                    ports.queue().submit(submission);
                    ports.queue().fail(ports.claimOne().lease(), BROKEN);
                    ports.pass().accept(Duration.ofMillis(1));
                    return submission.id();
                })
                .collect(Collectors.toSet());
        assertThat(dead).hasSize(number);
        return dead;
    }

    private Set<ExecutionId> claimed() {
        List<ClaimedAttempt> claimed = ports.claim(64);
        assertThat(claimed).doesNotHaveDuplicates();
        return claimed.stream().map(attempt -> attempt.lease().execution()).collect(Collectors.toSet());
    }
}
