package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState.Canceled;
import dev.kiln.execution.ExecutionState.Dead;
import dev.kiln.execution.ExecutionState.Finished;
import dev.kiln.execution.ExecutionState.Queued;
import dev.kiln.execution.ExecutionState.Retrying;
import dev.kiln.execution.ExecutionState.Running;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every queue must do. An adapter's test gives the ports for a queue that is empty before each test. */
public abstract class ExecutionQueueContract {
    /** A lease that a test can wait for, two attempts, at once after each other, room for three. */
    protected static final QueuePolicy POLICY = QueuePolicy.standard()
            .withLease(Duration.ofMillis(1_000))
            .withRetry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)))
            .withWaiting(3);

    private static final WorkerId WORKER = new WorkerId("worker-1");
    private static final WorkerId OTHER_WORKER = new WorkerId("worker-2");
    private static final ExecutionFailure FAILURE = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");

    protected abstract ExecutionQueue queue();

    protected abstract ExecutionStore store();

    protected abstract RecoverySweep recovery();

    protected abstract WorkSignals signals();

    @Test
    void givesWhatWasSubmittedToAWorker() {
        Submission submission = Submissions.python();
        assertThat(queue().submit(submission)).isInstanceOf(SubmitAnswer.Accepted.class);

        ClaimedAttempt claimed = claimOne();

        assertThat(claimed.submission()).isEqualTo(submission);
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(stored(submission).state()).isEqualTo(new Running());
        assertThat(stored(submission).attempts()).isEqualTo(1);
    }

    @Test
    void givesBackWhatIsLarge() {
        Submission submission = Submissions.withSource("ünïcode, \"quoted\"\n".repeat(20_000));
        ExecutionResult result = Submissions.success(Submissions.phase("\u0000 and \u20ac ".repeat(20_000)));
        queue().submit(submission);

        ClaimedAttempt claimed = claimOne();
        assertThat(claimed.submission()).isEqualTo(submission);
        assertThat(queue().commit(claimed.lease(), result)).isEqualTo(LeaseAnswer.DONE);
        assertThat(queue().commit(claimed.lease(), result)).isEqualTo(LeaseAnswer.DONE);

        assertThat(stored(submission).result()).isEqualTo(result);
    }

    @Test
    void answersARepeatedSubmitAsTheFirst() {
        Submission submission = Submissions.python();
        SubmitAnswer first = queue().submit(submission);

        assertThat(queue().submit(submission)).isEqualTo(first);

        assertThat(queue().claim(WORKER, token(), 10)).hasSize(1);
    }

    @Test
    void answersASubmitWithWhatItStored() {
        Submission submission = Submissions.python();

        SubmitAnswer answer = queue().submit(submission);

        Execution execution = stored(submission);
        assertThat(answer).isEqualTo(new SubmitAnswer.Accepted(submission.id(), execution.createdAt()));
        assertThat(Execution.accepted(submission, execution.createdAt())).isEqualTo(execution);
    }

    @Test
    void refusesMoreThanMayWait() {
        for (int i = 0; i < POLICY.waiting(); i++) {
            queue().submit(Submissions.python());
        }

        assertThat(queue().submit(Submissions.python()))
                .isEqualTo(new SubmitAnswer.Refused(Refusal.QUEUE_FULL, Duration.ofSeconds(1)));

        claimOne();
        assertThat(queue().submit(Submissions.python())).isInstanceOf(SubmitAnswer.Accepted.class);
    }

    @Test
    void answersARepeatedClaimAsTheFirst() {
        queue().submit(Submissions.python());
        queue().submit(Submissions.python());
        String token = token();
        List<ClaimedAttempt> first = queue().claim(WORKER, token, 1);

        assertThat(queue().claim(WORKER, token, 1)).isEqualTo(first);
    }

    @Test
    void givesAnExecutionToOneWorkerOnly() {
        queue().submit(Submissions.python());
        queue().claim(WORKER, token(), 1);

        assertThat(queue().claim(OTHER_WORKER, token(), 1)).isEmpty();
    }

    @Test
    void commitsWithTheCurrentLease() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();

        assertThat(queue().commit(lease, Submissions.success())).isEqualTo(LeaseAnswer.DONE);

        Execution execution = stored(submission);
        assertThat(execution.state()).isEqualTo(new Finished());
        assertThat(execution.result()).isEqualTo(Submissions.success());
        assertThat(execution.finishedAt()).isNotNull();
        assertThat(queue().claim(WORKER, token(), 1)).isEmpty();
    }

    @Test
    void answersARepeatedCommitAsTheFirst() {
        queue().submit(Submissions.python());
        Lease lease = claimOne().lease();
        queue().commit(lease, Submissions.success());

        assertThat(queue().commit(lease, Submissions.success())).isEqualTo(LeaseAnswer.DONE);
    }

    @Test
    void refusesACommitWithAnotherTokenOrFence() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();
        var otherToken = new Lease(lease.execution(), lease.worker(), lease.fence(), token());
        var otherFence = new Lease(lease.execution(), lease.worker(), lease.fence() + 1, lease.token());

        assertThat(queue().commit(otherToken, Submissions.success())).isEqualTo(LeaseAnswer.LOST);
        assertThat(queue().commit(otherFence, Submissions.success())).isEqualTo(LeaseAnswer.LOST);

        assertThat(stored(submission).state()).isEqualTo(new Running());
    }

    @Test
    void recoversWhatAWorkerLeftAndRefusesItsLateCommit() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lost = claimOne().lease();

        Awaitility.await().untilAsserted(() -> {
            recovery().sweep();
            assertThat(stored(submission).state()).isEqualTo(new Queued());
        });

        Lease current = claimOne().lease();
        assertThat(current.fence()).isGreaterThan(lost.fence());
        assertThat(queue().commit(lost, Submissions.success())).isEqualTo(LeaseAnswer.LOST);
        assertThat(queue().renew(List.of(lost))).containsEntry(lost, LeaseAnswer.LOST);
        assertThat(queue().commit(current, Submissions.success())).isEqualTo(LeaseAnswer.DONE);
        assertThat(stored(submission).attempts()).isEqualTo(2);
        assertThat(stored(submission).failure()).isNull();
    }

    @Test
    void keepsALeaseThatIsRenewed() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();

        Awaitility.await()
                .during(POLICY.lease().multipliedBy(2))
                .atMost(POLICY.lease().multipliedBy(4))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    assertThat(queue().renew(List.of(lease))).containsEntry(lease, LeaseAnswer.DONE);
                    assertThat(recovery().sweep().expiredLeases()).isZero();
                });
    }

    @Test
    void retriesWhatWeFailedAndLaysItAsideAfterTheLastAttempt() {
        Submission submission = Submissions.python();
        queue().submit(submission);

        assertThat(queue().fail(claimOne().lease(), FAILURE)).isEqualTo(LeaseAnswer.DONE);
        assertThat(stored(submission).state()).isEqualTo(new Retrying());
        Awaitility.await()
                .untilAsserted(() -> assertThat(recovery().sweep().dueRetries()).isEqualTo(1));

        Lease last = claimOne().lease();
        assertThat(queue().fail(last, FAILURE)).isEqualTo(LeaseAnswer.DONE);
        assertThat(queue().fail(last, FAILURE)).isEqualTo(LeaseAnswer.DONE);
        Execution dead = stored(submission);
        assertThat(dead.state()).isEqualTo(new Dead());
        assertThat(dead.attempts()).isEqualTo(2);
        assertThat(dead.failure()).isEqualTo(FAILURE);
    }

    @Test
    void handsBackWithoutCountingTheAttempt() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();

        assertThat(queue().handBack(lease)).isEqualTo(LeaseAnswer.DONE);
        assertThat(queue().handBack(lease)).isEqualTo(LeaseAnswer.DONE);

        assertThat(stored(submission).attempts()).isZero();
        assertThat(claimOne().attempt()).isEqualTo(1);
    }

    @Test
    void cancelsWhatWaits() {
        Submission submission = Submissions.python();
        queue().submit(submission);

        assertThat(queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.CANCELED);
        assertThat(queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.ALREADY_FINAL);

        assertThat(stored(submission).state()).isEqualTo(new Canceled());
        assertThat(queue().claim(WORKER, token(), 1)).isEmpty();
    }

    @Test
    void cancelsWhatWaitsForItsRetry() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        queue().fail(claimOne().lease(), FAILURE);

        assertThat(queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.CANCELED);

        assertThat(recovery().sweep().dueRetries()).isZero();
        assertThat(stored(submission).failure()).isNull();
    }

    @Test
    void asksForTheEndOfWhatRunsAndKeepsWhatItUsed() {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();

        assertThat(queue().cancel(submission.id(), submission.tenant())).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(stored(submission).cancelRequested()).isTrue();
        assertThat(queue().renew(List.of(lease))).containsEntry(lease, LeaseAnswer.CANCEL_REQUESTED);
        assertThat(queue().commit(lease, Submissions.success())).isEqualTo(LeaseAnswer.DONE);

        assertThat(stored(submission).state()).isEqualTo(new Canceled());
        assertThat(stored(submission).result()).isEqualTo(Submissions.success());
    }

    @Test
    void endsACanceledExecutionThatFailsOrIsHandedBack() {
        Submission failed = Submissions.python();
        queue().submit(failed);
        Lease failing = claimOne().lease();
        queue().cancel(failed.id(), failed.tenant());
        queue().fail(failing, FAILURE);
        assertThat(stored(failed).state()).isEqualTo(new Canceled());

        Submission handedBack = Submissions.python();
        queue().submit(handedBack);
        Lease leaving = claimOne().lease();
        queue().cancel(handedBack.id(), handedBack.tenant());
        queue().handBack(leaving);
        assertThat(stored(handedBack).state()).isEqualTo(new Canceled());
    }

    @Test
    void knowsNothingOfAnotherTenantsExecution() {
        Submission submission = Submissions.python();
        queue().submit(submission);

        assertThat(queue().cancel(submission.id(), new TenantId("tenant-b"))).isEqualTo(CancelAnswer.UNKNOWN);

        assertThat(stored(submission).state()).isEqualTo(new Queued());
    }

    @Test
    void findsNothingUnderAnIdThatWasNeverGiven() {
        assertThat(store().find(ExecutionId.create(0, Instant.now()))).isEmpty();
    }

    @Test
    void wakesWhoWaitsForTheEnd() throws Exception {
        Submission submission = Submissions.python();
        queue().submit(submission);
        Lease lease = claimOne().lease();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Execution> waiting = threads.submit(
                    () -> store().await(submission.id(), Duration.ofSeconds(30)).orElseThrow());
            Future<Execution> alsoWaiting = threads.submit(
                    () -> store().await(submission.id(), Duration.ofSeconds(30)).orElseThrow());

            queue().commit(lease, Submissions.success());

            assertThat(waiting.get(20, TimeUnit.SECONDS).state()).isEqualTo(new Finished());
            assertThat(alsoWaiting.get(20, TimeUnit.SECONDS).state()).isEqualTo(new Finished());
        }
    }

    @Test
    void tellsHowItStandsWhenPatienceIsOver() throws InterruptedException {
        Submission submission = Submissions.python();
        queue().submit(submission);

        Execution execution =
                store().await(submission.id(), Duration.ofMillis(20)).orElseThrow();

        assertThat(execution.state()).isEqualTo(new Queued());
    }

    @Test
    void wakesAnIdleWorkerForASubmit() throws Exception {
        try (var signal = signals().open(WORKER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            queue().claim(WORKER, token(), 1);
            Future<Boolean> woken = threads.submit(() -> {
                signal.await(Duration.ofMinutes(1));
                return true;
            });

            Awaitility.await().untilAsserted(() -> {
                queue().submit(Submissions.python());
                queue().claim(WORKER, token(), 10);
                assertThat(woken).isDone();
            });
        }
    }

    /** The execution as the store has it. */
    protected final Execution stored(Submission submission) {
        return store().find(submission.id()).orElseThrow();
    }

    private ClaimedAttempt claimOne() {
        List<ClaimedAttempt> claimed = queue().claim(WORKER, token(), 1);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
