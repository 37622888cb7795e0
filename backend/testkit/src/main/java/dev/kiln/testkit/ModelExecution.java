package dev.kiln.testkit;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.PastAttempt;
import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState;
import dev.kiln.execution.ExecutionState.Queued;
import dev.kiln.execution.ExecutionState.Retrying;
import dev.kiln.execution.Submission;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An execution as the model keeps it. */
final class ModelExecution {
    private static final int KEPT = 100;

    final Submission submission;
    final ModelTenant tenant;
    final long created;
    final List<PastAttempt> past = new ArrayList<>();
    final Set<String> lostWorkers = new HashSet<>();
    ExecutionState state = new Queued();
    Capacity capacity = Capacity.ON_DEMAND;
    long place;
    long since;
    int generation = 1;
    int attempts;
    int spotHandBacks;
    int replays;
    long fence;
    long leaseEnd;
    long due;
    boolean steady;
    boolean cancelRequested;

    @Nullable
    Lease lease;

    @Nullable
    Lease ended;

    @Nullable
    Long started;

    @Nullable
    Long finished;

    @Nullable
    Long revival;

    @Nullable
    ExecutionResult result;

    @Nullable
    ExecutionFailure failure;

    @Nullable
    String replayToken;

    ModelExecution(Submission submission, ModelTenant tenant, long place, long created) {
        this.submission = submission;
        this.tenant = tenant;
        this.place = place;
        this.created = created;
        this.since = created;
    }

    String line() {
        return steady ? ModelLines.steady(submission.lane()) : submission.lane().word();
    }

    boolean isWaiting() {
        return state instanceof Queued || state instanceof Retrying;
    }

    /** Keeps how the running attempt ended without a result. */
    void keep(@Nullable ExecutionFailure why, long at) {
        Lease held = Objects.requireNonNull(lease);
        past.add(new PastAttempt(
                generation,
                attempts,
                held.worker(),
                Instant.ofEpochMilli(Objects.requireNonNull(started)),
                Instant.ofEpochMilli(at),
                why));
        if (past.size() > KEPT) {
            past.removeFirst();
        }
    }

    Execution toExecution() {
        return new Execution(
                submission.id(),
                submission.tenant(),
                submission.lane(),
                submission.language(),
                state,
                attempts,
                Instant.ofEpochMilli(created),
                started == null ? null : Instant.ofEpochMilli(started),
                finished == null ? null : Instant.ofEpochMilli(finished),
                cancelRequested && !state.isFinal(),
                result,
                failure);
    }

    DeadLetter toDeadLetter() {
        return new DeadLetter(
                submission.id(),
                submission.tenant(),
                submission.lane(),
                submission.language(),
                Objects.requireNonNull(failure),
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(Objects.requireNonNull(finished)),
                generation,
                attempts,
                replays);
    }
}
