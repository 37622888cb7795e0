package dev.kiln.worker.run;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Outcome;
import dev.kiln.execution.Submission;
import dev.kiln.language.InstalledLanguage;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.WorkerId;
import dev.kiln.worker.language.WorkerLanguages;
import dev.kiln.worker.lease.HeldLease;
import dev.kiln.worker.lease.HeldLeases;
import dev.kiln.worker.lease.StopReason;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.ReadyBoxes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a claimed attempt to its end: finds the language, takes a box, runs, and settles it with the queue. */
public final class AttemptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
    private static final Duration BOX_PATIENCE = Duration.ofSeconds(20);

    private final WorkerId worker;
    private final WorkerLanguages languages;
    private final ReadyBoxes boxes;
    private final ExecutionRunner runner;
    private final SubmissionReader submissions = new SubmissionReader();
    private final HeldLeases leases;
    private final Settlement settlement;
    private final String isolation;

    public AttemptRunner(
            WorkerId worker,
            WorkerLanguages languages,
            ReadyBoxes boxes,
            String isolation,
            HeldLeases leases,
            Settlement settlement) {
        this.worker = worker;
        this.languages = languages;
        this.boxes = boxes;
        this.runner = new ExecutionRunner(isolation);
        this.isolation = isolation;
        this.leases = leases;
        this.settlement = settlement;
    }

    /** Runs in the calling thread until the attempt is settled or its lease is lost. Never throws for what went wrong. */
    public void run(ClaimedAttempt attempt, HeldLease held) {
        try {
            runAndSettle(attempt, held);
        } catch (InterruptedException leaving) {
            // The lease runs out, and another worker makes the attempt again.
            Thread.currentThread().interrupt();
            log(attempt, "The worker left before an attempt was settled");
        } catch (RuntimeException defect) {
            LOG.atError()
                    .addKeyValue("executionId", attempt.lease().execution())
                    .addKeyValue("tenantId", attempt.tenant().value())
                    .addKeyValue("workerId", worker)
                    .setCause(defect)
                    .log("An attempt could not be settled; its lease runs out");
        } finally {
            leases.release(held);
        }
    }

    private void runAndSettle(ClaimedAttempt attempt, HeldLease held) throws InterruptedException {
        String version = "";
        Submission submission;
        InstalledLanguage language;
        Box taken;
        try {
            submission = submissions.read(attempt, held);
            version = languages.versions().getOrDefault(submission.language().id(), "");
            language = languages.await(submission.language(), held.stopped());
            taken = boxes.take(BOX_PATIENCE);
        } catch (KilnException ours) {
            settle(attempt, held, failure(attempt, ours), version);
            return;
        }
        // The box is closed after the settlement, so that nobody waits for its removal.
        try (Box box = taken) {
            held.onStop(box::kill);
            settle(attempt, held, attempt(attempt, submission, language, box), version);
        }
    }

    private AttemptAnswer attempt(ClaimedAttempt attempt, Submission submission, InstalledLanguage language, Box box) {
        try {
            return new AttemptAnswer.Result(runner.run(submission, language, box));
        } catch (KilnException ours) {
            return failure(attempt, ours);
        } catch (RuntimeException defect) {
            return failure(attempt, new KilnException(ErrorCode.INTERNAL, "The worker has a defect.", defect));
        }
    }

    private AttemptAnswer failure(ClaimedAttempt attempt, KilnException ours) {
        LOG.atWarn()
                .addKeyValue("executionId", attempt.lease().execution())
                .addKeyValue("tenantId", attempt.tenant().value())
                .addKeyValue("workerId", worker)
                .addKeyValue("code", ours.code().word())
                .addKeyValue("reason", ours.getMessage())
                .setCause(ours.getCause())
                .log("An attempt failed through our fault");
        String message = ours.getMessage();
        return new AttemptAnswer.Failure(
                new ExecutionFailure(ours.code(), message == null ? ours.code().word() : message));
    }

    /** @param version what the language of it is here, empty if that is not known */
    private void settle(ClaimedAttempt attempt, HeldLease held, AttemptAnswer answer, String version)
            throws InterruptedException {
        StopReason reason = held.stopReason().orElse(null);
        if (reason == null) {
            settlement.settle(held, answer);
            return;
        }
        switch (reason) {
            case LOST -> log(attempt, "A lease was lost; the attempt is thrown away");
            case HAND_BACK -> settlement.handBack(held);
            case CANCELED ->
                settlement.settle(
                        held,
                        switch (answer) {
                            case AttemptAnswer.Result result -> result;
                            case AttemptAnswer.Failure _ -> new AttemptAnswer.Result(nothingDone(version));
                        });
        }
    }

    /** Of a canceled execution only the phases count, and here there is none. */
    private ExecutionResult nothingDone(String version) {
        return new ExecutionResult(Outcome.RUNTIME_ERROR, version, null, null, isolation);
    }

    private void log(ClaimedAttempt attempt, String message) {
        LOG.atInfo()
                .addKeyValue("executionId", attempt.lease().execution())
                .addKeyValue("tenantId", attempt.tenant().value())
                .addKeyValue("workerId", worker)
                .log(message);
    }
}
