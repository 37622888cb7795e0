package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.DeadLetterAnswer;
import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterPage;
import dev.kiln.deadletter.DeadLetterRecord;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionState.Dead;
import dev.kiln.execution.ExecutionState.Queued;
import dev.kiln.execution.ExecutionState.Running;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.ReplayPolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of executions that infrastructure fails, whatever the queue is kept in. */
public abstract class DeadLettersContract {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration REPLAY_DELAY = Duration.ofSeconds(3);
    private static final Duration RETENTION = Duration.ofHours(1);

    /** Two attempts, a second between them at most, three hand-backs by Spot, no replay by the sweep. */
    private static final QueuePolicy POLICY = QueuePolicy.standard()
            .withLease(LEASE)
            .withRetry(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .withReplay(new ReplayPolicy(3, 2, 0, REPLAY_DELAY, RETENTION));

    private static final QueuePolicy REPLAYS_ONCE =
            POLICY.withReplay(new ReplayPolicy(3, 2, 1, REPLAY_DELAY, RETENTION));

    private static final WorkerId OTHER_WORKER = new WorkerId("worker-2");
    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");
    private static final String TOKEN = "replay-of-an-operator";

    private QueuePorts ports;

    /** The ports of a queue that is empty. */
    protected abstract QueuePorts open(QueuePolicy policy);

    @BeforeEach
    void openQueue() {
        ports = open(POLICY);
    }

    @Test
    void keepsHowEachAttemptEnded() {
        Submission submission = submit(Submissions.python());
        Lease handedBack = ports.claimOne().lease();
        ports.queue().handBack(handedBack);
        failOnce(submission);
        failOnce(submission);

        DeadLetterRecord dead = ports.letters().get(submission.id()).orElseThrow();

        assertThat(dead.letter().failure()).isEqualTo(BROKEN);
        assertThat(dead.letter().attempts()).isEqualTo(2);
        assertThat(dead.attempts()).hasSize(3);
        assertThat(dead.attempts()).extracting(attempt -> attempt.attempt()).containsExactly(1, 1, 2);
        assertThat(dead.attempts().getFirst().failure()).isNull();
        assertThat(dead.attempts().getLast().failure()).isEqualTo(BROKEN);
        assertThat(dead.attempts()).allMatch(attempt -> attempt.worker().equals(QueuePorts.WORKER));
        assertThat(dead.attempts()).allMatch(attempt -> attempt.generation() == 1);
    }

    @Test
    void tellsAWorkerThatIsLostFromOneThatForgotItsLease() {
        Submission lost = submit(Submissions.python());
        ports.claim(OTHER_WORKER, Capacity.ON_DEMAND, 1);
        Submission forgotten = submit(Submissions.python());
        ports.claimOne();

        expireLeasesWhile(() -> ports.claim(1));

        assertThat(reasonOf(lost)).isEqualTo(ErrorCode.WORKER_LOST);
        assertThat(reasonOf(forgotten)).isEqualTo(ErrorCode.LEASE_EXPIRED);
    }

    @Test
    void takesWhatEndedTwoWorkersForPoisonAndReplaysItOnlyByHand() {
        ports = open(REPLAYS_ONCE.withRetry(new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1))));
        Submission submission = submit(Submissions.python());
        for (WorkerId worker : List.of(QueuePorts.WORKER, QueuePorts.WORKER, OTHER_WORKER)) {
            assertThat(ports.claim(worker, Capacity.ON_DEMAND, 1)).hasSize(1);
            expireLeasesWhile(() -> {});
        }

        assertThat(stored(submission).state()).isEqualTo(new Dead());
        assertThat(reasonOf(submission)).isEqualTo(ErrorCode.POISON);
        pass(REPLAY_DELAY.multipliedBy(2));
        assertThat(stored(submission).state()).isEqualTo(new Dead());

        assertThat(ports.letters().replay(submission.id(), TOKEN)).isEqualTo(DeadLetterAnswer.DONE);
        assertThat(stored(submission).state()).isEqualTo(new Queued());
        ports.claimOne();
        expireLeasesWhile(() -> {});
        assertThat(stored(submission).state()).isEqualTo(new Queued());
    }

    @Test
    void endsWhatWasLostAtOnceAndReplaysItOnlyByHand() {
        ports = open(REPLAYS_ONCE);
        Submission submission = submit(Submissions.python());

        ports.queue().fail(ports.claimOne().lease(), new ExecutionFailure(ErrorCode.CONTENT_LOST, "It is not there."));

        assertThat(stored(submission).state()).isEqualTo(new Dead());
        assertThat(reasonOf(submission)).isEqualTo(ErrorCode.CONTENT_LOST);
        pass(REPLAY_DELAY.multipliedBy(2));
        assertThat(stored(submission).state()).isEqualTo(new Dead());
        assertThat(ports.letters().replay(submission.id(), TOKEN)).isEqualTo(DeadLetterAnswer.DONE);
    }

    @Test
    void keepsWhatSpotWorkersHandBackOftenForThoseThatStay() {
        submit(Submissions.python());
        for (int times = 0; times < 3; times++) {
            List<ClaimedAttempt> claimed = ports.claim(OTHER_WORKER, Capacity.SPOT, 1);
            assertThat(claimed).hasSize(1);
            ports.queue().handBack(claimed.getFirst().lease());
        }

        assertThat(ports.claim(OTHER_WORKER, Capacity.SPOT, 1)).isEmpty();
        assertThat(ports.claimOne().attempt()).isEqualTo(1);
    }

    @Test
    void countsNoHandBackOfWorkersThatStay() {
        submit(Submissions.python());
        for (int times = 0; times < 5; times++) {
            ports.queue().handBack(ports.claimOne().lease());
        }

        assertThat(ports.claim(OTHER_WORKER, Capacity.SPOT, 1)).hasSize(1);
    }

    @Test
    void replaysAsANewGenerationAndKeepsTheHistory() {
        Submission submission = dead();
        Lease before = new Lease(submission.id(), QueuePorts.WORKER, 2, "no-longer-a-token");

        assertThat(ports.letters().replay(submission.id(), TOKEN)).isEqualTo(DeadLetterAnswer.DONE);

        Execution replayed = stored(submission);
        assertThat(replayed.state()).isEqualTo(new Queued());
        assertThat(replayed.attempts()).isZero();
        assertThat(replayed.failure()).isNull();
        assertThat(replayed.finishedAt()).isNull();
        assertThat(ports.letters().get(submission.id())).isEmpty();
        ClaimedAttempt again = ports.claimOne();
        assertThat(again.submission()).isEqualTo(submission);
        assertThat(again.lease().fence()).isGreaterThan(2);
        assertThat(ports.queue().commit(before, Submissions.success())).isEqualTo(LeaseAnswer.LOST);
        ports.queue().fail(again.lease(), BROKEN);
        pass(Duration.ofSeconds(1));
        failOnce(submission);
        DeadLetterRecord deadAgain = ports.letters().get(submission.id()).orElseThrow();
        assertThat(deadAgain.letter().generation()).isEqualTo(2);
        assertThat(deadAgain.attempts())
                .extracting(attempt -> attempt.generation() + "." + attempt.attempt())
                .containsExactly("1.1", "1.2", "2.1", "2.2");
    }

    @Test
    void replaysOnceForACallThatIsRepeated() {
        Submission submission = dead();
        ports.letters().replay(submission.id(), TOKEN);
        ports.queue().commit(ports.claimOne().lease(), Submissions.success());

        assertThat(ports.letters().replay(submission.id(), TOKEN)).isEqualTo(DeadLetterAnswer.DONE);

        assertThat(ports.claim(1)).isEmpty();
        assertThat(ports.letters().replay(submission.id(), "the-call-of-another"))
                .isEqualTo(DeadLetterAnswer.NOT_DEAD);
        assertThat(ports.letters().replay(Submissions.python().id(), TOKEN)).isEqualTo(DeadLetterAnswer.UNKNOWN);
    }

    @Test
    void replaysByItselfAsOftenAsThePolicySays() {
        ports = open(REPLAYS_ONCE);
        Submission submission = dead();
        assertThat(ports.recovery().sweep().replays()).isZero();

        ports.pass().accept(REPLAY_DELAY);
        assertThat(ports.recovery().sweep().replays()).isEqualTo(1);

        failOnce(submission);
        failOnce(submission);
        assertThat(stored(submission).state()).isEqualTo(new Dead());
        ports.pass().accept(REPLAY_DELAY);
        assertThat(ports.recovery().sweep().replays()).isZero();
        assertThat(ports.letters().get(submission.id()).orElseThrow().letter().replays())
                .isEqualTo(1);
    }

    @Test
    void purgesForGood() {
        Submission submission = dead();

        assertThat(ports.letters().purge(submission.id())).isEqualTo(DeadLetterAnswer.DONE);
        assertThat(ports.letters().purge(submission.id())).isEqualTo(DeadLetterAnswer.DONE);

        assertThat(ports.store().find(submission.id())).isEmpty();
        assertThat(ports.letters()
                        .find(DeadLetterFilter.all(), Optional.empty(), 100)
                        .letters())
                .isEmpty();
        pass(REPLAY_DELAY.multipliedBy(2));
        assertThat(ports.claim(1)).isEmpty();
        Submission alive = submit(Submissions.python());
        assertThat(ports.letters().purge(alive.id())).isEqualTo(DeadLetterAnswer.NOT_DEAD);
    }

    @Test
    void forgetsWhatNobodyWantedBackInTimeAndNoSooner() {
        Submission old = dead();
        ports.pass().accept(RETENTION.minusSeconds(10));
        Submission fresh = dead();
        assertThat(ports.recovery().sweep().expiredDeadLetters()).isZero();
        assertThat(ports.letters().get(old.id())).isPresent();

        ports.pass().accept(Duration.ofSeconds(10));

        assertThat(ports.recovery().sweep().expiredDeadLetters()).isEqualTo(1);
        assertThat(ports.store().find(old.id())).isEmpty();
        assertThat(find(DeadLetterFilter.all())).containsExactly(fresh.id());
        assertThat(ports.letters().replay(old.id(), TOKEN)).isEqualTo(DeadLetterAnswer.UNKNOWN);
    }

    @Test
    void forgetsNoMoreThanAHundredInASweep() {
        ports = open(POLICY.withRetry(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1))));
        for (int number = 0; number < 101; number++) {
            submit(Submissions.python());
            ports.queue().fail(ports.claimOne().lease(), BROKEN);
        }
        ports.pass().accept(RETENTION);

        assertThat(ports.recovery().sweep().expiredDeadLetters()).isEqualTo(100);
        assertThat(ports.recovery().sweep().expiredDeadLetters()).isEqualTo(1);
        assertThat(ports.recovery().sweep().didNothing()).isTrue();
    }

    @Test
    void findsByFiltersTheLastFirst() {
        Submission first = dead();
        Instant between = diedAt(first).plusMillis(1);
        ports.pass().accept(Duration.ofMillis(500));
        Submission bash = dead(Submissions.of(new TenantId("tenant-b"), Lane.BATCH, "bash", "main.sh", "echo hello\n"));

        assertThat(find(DeadLetterFilter.all())).containsExactly(bash.id(), first.id());
        assertThat(find(new DeadLetterFilter(new TenantId("tenant-b"), null, null, null, null)))
                .containsExactly(bash.id());
        assertThat(find(new DeadLetterFilter(null, "python", null, null, null))).containsExactly(first.id());
        assertThat(find(new DeadLetterFilter(null, null, ErrorCode.BOX_BROKEN, null, null)))
                .containsExactly(bash.id(), first.id());
        assertThat(find(new DeadLetterFilter(null, null, ErrorCode.POISON, null, null)))
                .isEmpty();
        assertThat(find(new DeadLetterFilter(null, null, null, between, null))).containsExactly(bash.id());
        assertThat(find(new DeadLetterFilter(null, null, null, null, between))).containsExactly(first.id());
    }

    @Test
    void goesThroughAllByTheCursor() {
        var all = new ArrayList<Submission>();
        for (int number = 0; number < 5; number++) {
            all.addFirst(dead());
            ports.pass().accept(Duration.ofMillis(1));
        }

        var found = new ArrayList<DeadLetter>();
        Optional<DeadLetterCursor> cursor = Optional.empty();
        do {
            DeadLetterPage page = ports.letters().find(DeadLetterFilter.all(), cursor, 2);
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(2);
            found.addAll(page.letters());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(found)
                .extracting(letter -> letter.execution())
                .containsExactlyElementsOf(all.stream().map(Submission::id).toList());
    }

    @Test
    void endsARunningOneAsCanceledWhenItsWorkerIsLost() {
        Submission submission = submit(Submissions.python());
        ports.claimOne();
        assertThat(ports.queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(stored(submission).state()).isEqualTo(new Running());

        expireLeasesWhile(() -> {});

        assertThat(stored(submission).state().word()).isEqualTo("canceled");
        assertThat(stored(submission).failure()).isNull();
    }

    private Submission submit(Submission submission) {
        ports.queue().submit(submission);
        return submission;
    }

    private Submission dead() {
        return dead(Submissions.python());
    }

    private Submission dead(Submission submission) {
        submit(submission);
        failOnce(submission);
        failOnce(submission);
        assertThat(stored(submission).state()).isEqualTo(new Dead());
        return submission;
    }

    /** Fails the next attempt, and lets the one after it become ready. */
    private void failOnce(Submission submission) {
        ClaimedAttempt claimed = ports.claimOne();
        assertThat(claimed.submission()).isEqualTo(submission);
        ports.queue().fail(claimed.lease(), BROKEN);
        ports.pass().accept(Duration.ofSeconds(1));
        ports.recovery().sweep();
    }

    /** Lets leases expire in steps that are no jump of the clock, with sweeps, and makes ready what is retried. */
    private void expireLeasesWhile(Runnable meanwhile) {
        for (int second = 0; second < LEASE.toSeconds(); second++) {
            ports.pass().accept(Duration.ofSeconds(1));
            meanwhile.run();
        }
        ports.recovery().sweep();
        pass(Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            ports.pass().accept(Duration.ofSeconds(1));
            ports.recovery().sweep();
        }
    }

    private Execution stored(Submission submission) {
        return ports.store().find(submission.id()).orElseThrow();
    }

    private ErrorCode reasonOf(Submission submission) {
        return Optional.ofNullable(stored(submission).failure()).orElseThrow().code();
    }

    private Instant diedAt(Submission submission) {
        return ports.letters().get(submission.id()).orElseThrow().letter().diedAt();
    }

    private List<ExecutionId> find(DeadLetterFilter filter) {
        DeadLetterPage page = ports.letters().find(filter, Optional.empty(), 100);
        assertThat(page.next()).isEmpty();
        return page.letters().stream().map(DeadLetter::execution).toList();
    }
}
