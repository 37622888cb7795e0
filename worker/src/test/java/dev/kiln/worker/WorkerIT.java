package dev.kiln.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.execution.Content;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionState.Canceled;
import dev.kiln.execution.ExecutionState.Dead;
import dev.kiln.execution.ExecutionState.Finished;
import dev.kiln.execution.ExecutionState.Queued;
import dev.kiln.execution.ExecutionState.Retrying;
import dev.kiln.execution.ExecutionState.Running;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.Submission;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.WorkerId;
import dev.kiln.testkit.CountingObjectSweep;
import dev.kiln.testkit.InMemoryExecutionQueue;
import dev.kiln.testkit.InMemoryWorkerDirectory;
import dev.kiln.testkit.StoppedClock;
import dev.kiln.testkit.Submissions;
import dev.kiln.worker.language.InstalledLanguages;
import dev.kiln.worker.language.WorkerLanguages;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A whole worker with real boxes, over the model of the queue. */
class WorkerIT {
    /** Shorter than what the queue takes for a jump of the clock. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private static final WorkerId ID = new WorkerId("worker-under-test");
    private static final String ENDLESS = "echo begun; sleep 9";

    private static KilnBoxSandbox sandbox;

    private final StoppedClock clock = new StoppedClock();
    private final InMemoryExecutionQueue model =
            new InMemoryExecutionQueue(QueuePolicy.standard().withLease(LEASE), clock);
    private final FailingQueue queue = new FailingQueue(model);
    private final InMemoryWorkerDirectory directory = new InMemoryWorkerDirectory();
    private final CountingObjectSweep objects = new CountingObjectSweep();
    private Worker worker;
    private boolean left;

    @BeforeAll
    static void openSandbox() {
        sandbox = RealSandbox.open();
    }

    @AfterAll
    static void closeSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void startWorker() throws InterruptedException {
        worker = worker(sandbox, Duration.ofMillis(500));
        worker.start();
        await().until(() -> worker.readiness().obstacles().isEmpty());
    }

    @AfterEach
    void leave() throws InterruptedException {
        if (!left) {
            worker.leave();
        }
    }

    @Nested
    class AtWork {
        @Test
        void finishesWhatIsSubmitted() throws InterruptedException {
            Execution done = finished(submit("read line; echo \"got $line\""));

            assertThat(done.state()).isEqualTo(new Finished());
            assertThat(Objects.requireNonNull(done.result()).outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(done.attempts()).isEqualTo(1);
        }

        @Test
        void finishesManyMoreThanItHasSlots() throws InterruptedException {
            var submitted =
                    Stream.generate(() -> submit("echo one of many")).limit(20).toList();

            for (Submission submission : submitted) {
                assertThat(finished(submission).state()).isEqualTo(new Finished());
            }
        }

        @Test
        void takesAFailingProgramForAResult() throws InterruptedException {
            Execution done = finished(submit("exit 7"));

            assertThat(Objects.requireNonNull(done.result()).outcome()).isEqualTo(Outcome.RUNTIME_ERROR);
            assertThat(done.attempts()).isEqualTo(1);
        }

        @Test
        void failsAnAttemptWhoseLanguageIsNotThere() {
            Submission submission = Submissions.of(Submissions.TENANT, Lane.STANDARD, "cobol", "main.cob", "x");
            queue.submit(submission);

            await().until(() -> find(submission).state() instanceof Retrying);
            assertThat(Objects.requireNonNull(find(submission).failure()).code())
                    .isEqualTo(ErrorCode.LANGUAGE_UNAVAILABLE);
        }

        @Test
        void isInTheRegistry() {
            await().until(() -> !directory.workers().isEmpty());

            assertThat(directory.workers()).singleElement().satisfies(entry -> {
                assertThat(entry.id()).isEqualTo(ID);
                assertThat(entry.slots()).isEqualTo(2);
                assertThat(entry.isolation()).isEqualTo("namespaces");
                assertThat(entry.languages()).containsOnlyKeys("bash");
            });
        }

        @Test
        void makesRetriesReadyThatAreDue() throws InterruptedException {
            Submission submission = Submissions.of(Submissions.TENANT, Lane.STANDARD, "cobol", "main.cob", "x");
            queue.submit(submission);
            await().until(() -> find(submission).state() instanceof Retrying);

            clock.advance(Duration.ofSeconds(5));

            await().until(() -> find(submission).attempts() == 2);
        }
    }

    @Nested
    class ACancel {
        @Test
        void killsARunningProgramWithinASecondAndKeepsWhatItDid() throws InterruptedException {
            Submission submission = submit(ENDLESS);
            await().until(() -> find(submission).state() instanceof Running);
            long asked = System.nanoTime();

            queue.cancel(submission.id(), submission.tenant());
            Execution done = finished(submission);

            assertThat(done.state()).isEqualTo(new Canceled());
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Nested
    class ALostLease {
        @Test
        void endsTheAttemptWhoseResultIsThrownAway() throws InterruptedException {
            Submission submission = submit("echo attempt; sleep 2; echo end");
            await().until(() -> find(submission).state() instanceof Running);

            clock.advance(LEASE.plusSeconds(1));
            assertThat(model.sweep().expiredLeases()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(5));
            Execution done = finished(submission);

            assertThat(done.state()).isEqualTo(new Finished());
            assertThat(done.attempts()).isEqualTo(2);
        }
    }

    @Nested
    class AStoreThatIsAway {
        @Test
        void losesNothing() throws InterruptedException {
            Submission running = submit("sleep 0.3; echo done");
            await().until(() -> find(running).state() instanceof Running);

            queue.away(true);
            Submission waiting = submit("echo later");
            await().until(() -> worker.readiness().obstacles().contains("Redis does not answer"));
            queue.away(false);

            assertThat(finished(running).state()).isEqualTo(new Finished());
            Execution later = finished(waiting);
            assertThat(later.state()).isEqualTo(new Finished());
            assertThat(later.attempts()).isEqualTo(1);
        }
    }

    @Nested
    class WhatIsLarge {
        @Test
        void isFailedForTheStoreOnceALeaseIsOverAndItCouldNotBeStored() {
            queue.objectsAway(true);

            Submission submission = submit("echo done");

            await().atMost(LEASE.multipliedBy(3)).until(() -> find(submission).state() instanceof Retrying);
            assertThat(failureOf(submission)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }

        @Test
        void isStoredOnceThatCanBe() throws InterruptedException {
            queue.objectsAway(true);
            Submission submission = submit("echo done");
            await().until(() -> find(submission).state() instanceof Running);

            queue.objectsAway(false);

            assertThat(finished(submission).state()).isEqualTo(new Finished());
            assertThat(find(submission).attempts()).isEqualTo(1);
        }

        @Test
        void isFailedForTheStoreIfItCannotBeRead() {
            queue.unreadable(ErrorCode.STORE_UNAVAILABLE);

            Submission submission = submit("echo never");

            await().atMost(Duration.ofSeconds(20)).until(() -> find(submission).state() instanceof Retrying);
            assertThat(failureOf(submission)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }

        @Test
        void isDeadIfItIsLost() throws InterruptedException {
            queue.unreadable(ErrorCode.CONTENT_LOST);

            Submission submission = submit("echo never");

            assertThat(finished(submission).state()).isEqualTo(new Dead());
            assertThat(failureOf(submission)).isEqualTo(ErrorCode.CONTENT_LOST);
        }

        @Test
        void isSweptWhenNothingRefersToIt() {
            await().until(() -> objects.sweeps() > 2);
        }

        private ErrorCode failureOf(Submission submission) {
            return Objects.requireNonNull(find(submission).failure()).code();
        }
    }

    @Nested
    class Leaving {
        @Test
        void letsFinishWhatCan() throws InterruptedException {
            Submission submission = submit("sleep 0.2; echo finished");
            await().until(() -> find(submission).state() instanceof Running);

            boolean settled = worker.leave();

            left = true;
            assertThat(settled).isTrue();
            assertThat(find(submission).state()).isEqualTo(new Finished());
            assertThat(directory.workers()).isEmpty();
        }

        @Test
        void handsBackTheRestWithoutCountingAnAttempt() throws InterruptedException {
            Submission submission = submit(ENDLESS);
            await().until(() -> find(submission).state() instanceof Running);

            boolean settled = worker.leave();

            left = true;
            assertThat(settled).isTrue();
            assertThat(find(submission).state()).isEqualTo(new Queued());
            assertThat(find(submission).attempts()).isZero();
        }

        @Test
        void claimsNoMore() throws InterruptedException {
            worker.leave();
            left = true;

            Submission submission = submit("echo too late");

            assertThat(find(submission).state()).isEqualTo(new Queued());
            assertThat(worker.readiness().obstacles()).contains("draining");
        }
    }

    @Nested
    class OnSpot {
        private static final WorkerPlace SPOT = new WorkerPlace("1", Capacity.SPOT, "eu-central-1a");

        @Test
        void isInTheRegistryAsSuch() throws InterruptedException {
            worker.leave();
            worker = worker(sandbox, Duration.ZERO, SPOT);
            worker.start();

            await().until(() -> !directory.workers().isEmpty());

            assertThat(directory.workers()).extracting(WorkerRecord::place).containsExactly(SPOT);
        }

        @Test
        void leavesToOthersWhatSuchWorkersHandBackOften() throws InterruptedException {
            worker.leave();
            left = true;
            Submission submission = submit(ENDLESS);
            for (int times = 0; times < QueuePolicy.standard().replay().spotHandBacks(); times++) {
                Worker spot = worker(sandbox, Duration.ZERO, SPOT);
                spot.start();
                await().until(() -> find(submission).state() instanceof Running);
                spot.leave();
                assertThat(find(submission).state()).isEqualTo(new Queued());
            }

            assertThat(model.claim(new WorkerId("spot"), Capacity.SPOT, "claim-of-a-spot-worker", 1))
                    .isEmpty();
            assertThat(model.claim(new WorkerId("steady"), Capacity.ON_DEMAND, "claim-of-a-steady-one", 1))
                    .hasSize(1);
        }
    }

    @Nested
    class WithoutBoxes {
        @Test
        void claimsNothingAndSaysSo() throws InterruptedException {
            worker.leave();
            left = true;
            try (var broken = new KilnBoxSandbox(Path.of("/bin/false"), 1 << 20)) {
                Worker useless = worker(broken, Duration.ZERO);
                useless.start();
                Submission submission = submit("echo never");

                await().until(() -> useless.readiness().obstacles().contains("no box can be made"));
                useless.leave();

                assertThat(find(submission).state()).isEqualTo(new Queued());
                assertThat(find(submission).attempts()).isZero();
            }
        }
    }

    private Worker worker(KilnBoxSandbox boxes, Duration drain) throws InterruptedException {
        return worker(boxes, drain, WorkerPlace.onDemand("1"));
    }

    private Worker worker(KilnBoxSandbox boxes, Duration drain, WorkerPlace place) throws InterruptedException {
        var languages = new WorkerLanguages(
                InstalledLanguages.discover("bash"), InstalledLanguages.preparation(), sandbox::tryToExpose);
        return new Worker(
                ID,
                new Worker.Ports(queue, model, directory, model, objects),
                boxes,
                languages,
                new Worker.Settings(2, LEASE, Duration.ofMillis(300), Duration.ofMillis(200), drain, place));
    }

    private Submission submit(String script) {
        Submission program = Submissions.of(Submissions.TENANT, Lane.STANDARD, "bash", "main.sh", script);
        var submission = new Submission(
                program.id(),
                program.tenant(),
                program.lane(),
                program.language(),
                program.files(),
                program.args(),
                Content.of("input\n"),
                program.limits(),
                null);
        queue.submit(submission);
        return submission;
    }

    private Execution find(Submission submission) {
        return model.find(submission.id()).orElseThrow();
    }

    private Execution finished(Submission submission) throws InterruptedException {
        return model.await(submission.id(), Duration.ofSeconds(20)).orElseThrow();
    }
}
