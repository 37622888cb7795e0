package dev.kiln.testkit;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.ExecutionState;
import dev.kiln.execution.ExecutionState.Dead;
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
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkSignal;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue as a model: everything that the contract says, in one process and under one lock, without lanes' weights or
 * turns between tenants (first come, first served). Safe for many threads.
 */
public final class InMemoryExecutionQueue implements ExecutionQueue, ExecutionStore, RecoverySweep, WorkSignals {
    private final Map<ExecutionId, Entry> entries = new LinkedHashMap<>();
    private final Map<String, List<ClaimedAttempt>> claims = new LinkedHashMap<>();
    private final QueuePolicy policy;
    private final Clock clock;
    private long places;
    private long changes;

    public InMemoryExecutionQueue(QueuePolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public synchronized SubmitAnswer submit(Submission submission) {
        Entry before = entries.get(submission.id());
        if (before != null) {
            return new SubmitAnswer.Accepted(before.created);
        }
        long waiting =
                entries.values().stream().filter(entry -> entry.isWaiting()).count();
        if (waiting >= policy.waiting()) {
            return new SubmitAnswer.Refused(Refusal.QUEUE_FULL);
        }
        var entry = new Entry(submission, places++, clock.instant());
        entries.put(submission.id(), entry);
        changed();
        return new SubmitAnswer.Accepted(entry.created);
    }

    @Override
    public synchronized List<ClaimedAttempt> claim(WorkerId worker, String token, int most) {
        List<ClaimedAttempt> before = claims.get(token);
        if (before != null) {
            return before.stream()
                    .filter(claimed -> holder(claimed.lease()) != null)
                    .toList();
        }
        List<Entry> ready = entries.values().stream()
                .filter(entry -> entry.state instanceof Queued)
                .sorted(Comparator.comparingLong(entry -> entry.place))
                .limit(most)
                .toList();
        var claimed = new ArrayList<ClaimedAttempt>();
        for (Entry entry : ready) {
            entry.state = new Queued().claim();
            entry.attempts++;
            entry.fence++;
            entry.started = clock.instant();
            entry.leaseEnd = clock.instant().plus(policy.lease());
            entry.lease = new Lease(entry.submission.id(), worker, entry.fence, token);
            claimed.add(new ClaimedAttempt(entry.lease, entry.attempts, entry.submission));
        }
        if (!claimed.isEmpty()) {
            claims.put(token, List.copyOf(claimed));
        }
        return List.copyOf(claimed);
    }

    @Override
    public synchronized Map<Lease, LeaseAnswer> renew(List<Lease> leases) {
        var answers = new LinkedHashMap<Lease, LeaseAnswer>();
        for (Lease lease : leases) {
            Entry entry = holder(lease);
            if (entry == null) {
                answers.put(lease, LeaseAnswer.LOST);
            } else {
                entry.leaseEnd = clock.instant().plus(policy.lease());
                answers.put(lease, entry.cancelRequested ? LeaseAnswer.CANCEL_REQUESTED : LeaseAnswer.DONE);
            }
        }
        return answers;
    }

    @Override
    public synchronized LeaseAnswer commit(Lease lease, ExecutionResult result) {
        Entry entry = holder(lease);
        if (entry == null) {
            return answerToRepeat(lease);
        }
        entry.result = result;
        entry.failure = null;
        end(entry, lease, entry.cancelRequested ? new Running().cancel() : new Running().commit());
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized LeaseAnswer fail(Lease lease, ExecutionFailure failure) {
        Entry entry = holder(lease);
        if (entry == null) {
            return answerToRepeat(lease);
        }
        endFailed(entry, lease, failure);
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized LeaseAnswer handBack(Lease lease) {
        Entry entry = holder(lease);
        if (entry == null) {
            return answerToRepeat(lease);
        }
        entry.attempts--;
        end(entry, lease, entry.cancelRequested ? new Running().cancel() : new Running().handBack());
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized CancelAnswer cancel(ExecutionId id, TenantId tenant) {
        Entry entry = entries.get(id);
        if (entry == null || !entry.submission.tenant().equals(tenant)) {
            return CancelAnswer.UNKNOWN;
        }
        if (entry.state instanceof Running) {
            entry.cancelRequested = true;
            changed();
            return CancelAnswer.REQUESTED;
        }
        ExecutionState canceled = switch (entry.state) {
            case Queued queued -> queued.cancel();
            case Retrying retrying -> retrying.cancel();
            case Running running -> running.cancel();
            case ExecutionState.Finished _, ExecutionState.Canceled _, Dead _ -> null;
        };
        if (canceled == null) {
            return CancelAnswer.ALREADY_FINAL;
        }
        entry.failure = null;
        entry.state = canceled;
        entry.finished = clock.instant();
        changed();
        return CancelAnswer.CANCELED;
    }

    @Override
    public synchronized Optional<Execution> find(ExecutionId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::toExecution);
    }

    @Override
    public synchronized Optional<Execution> await(ExecutionId id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Entry entry = entries.get(id);
        while (entry != null && !entry.state.isFinal()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return find(id);
    }

    @Override
    public synchronized RecoveryReport sweep() {
        Instant now = clock.instant();
        int expired = 0;
        int due = 0;
        int dead = 0;
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.state instanceof Running && !entry.leaseEnd.isAfter(now)) {
                expired++;
                endFailed(entry, null, new ExecutionFailure(ErrorCode.WORKER_LOST, "The lease expired."));
                dead += entry.state instanceof Dead ? 1 : 0;
            }
            if (entry.state instanceof Retrying retrying && !entry.due.isAfter(now)) {
                due++;
                entry.state = retrying.due();
                changed();
            }
        }
        return new RecoveryReport(expired, due, dead);
    }

    @Override
    public WorkSignal open(WorkerId worker) {
        return new WorkSignal() {
            private long seen;

            @Override
            public void await(Duration patience) throws InterruptedException {
                synchronized (InMemoryExecutionQueue.this) {
                    long end = System.nanoTime() + patience.toNanos();
                    long left = patience.toMillis();
                    while (changes == seen && left > 0) {
                        InMemoryExecutionQueue.this.wait(left);
                        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                    }
                    seen = changes;
                }
            }

            @Override
            public void close() {}
        };
    }

    /** @param lease of the holder that ends it, or null if the sweep does: the holder must learn that it is lost */
    private void endFailed(Entry entry, @Nullable Lease lease, ExecutionFailure failure) {
        if (entry.cancelRequested) {
            end(entry, lease, new Running().cancel());
            return;
        }
        entry.failure = failure;
        boolean last = entry.attempts >= policy.retry().attempts();
        entry.due = clock.instant().plus(policy.retry().delay(entry.attempts, 0.5));
        end(entry, lease, last ? new Running().failForTheLastTime() : new Running().fail());
    }

    private void end(Entry entry, @Nullable Lease lease, ExecutionState next) {
        entry.state = next;
        entry.ended = lease;
        entry.lease = null;
        if (next.isFinal()) {
            entry.finished = clock.instant();
        }
        changed();
    }

    private @Nullable Entry holder(Lease lease) {
        Entry entry = entries.get(lease.execution());
        return entry != null && entry.state instanceof Running && lease.equals(entry.lease) ? entry : null;
    }

    private LeaseAnswer answerToRepeat(Lease lease) {
        Entry entry = entries.get(lease.execution());
        return entry != null && lease.equals(entry.ended) ? LeaseAnswer.DONE : LeaseAnswer.LOST;
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    private static final class Entry {
        private final Submission submission;
        private final long place;
        private final Instant created;
        private ExecutionState state = new Queued();
        private int attempts;
        private long fence;
        private boolean cancelRequested;
        private Instant leaseEnd = Instant.MIN;
        private Instant due = Instant.MIN;
        private @Nullable Lease lease;
        private @Nullable Lease ended;
        private @Nullable Instant started;
        private @Nullable Instant finished;
        private @Nullable ExecutionResult result;
        private @Nullable ExecutionFailure failure;

        Entry(Submission submission, long place, Instant created) {
            this.submission = submission;
            this.place = place;
            this.created = created;
        }

        boolean isWaiting() {
            return state instanceof Queued || state instanceof Retrying;
        }

        Execution toExecution() {
            return new Execution(
                    submission.id(),
                    submission.tenant(),
                    submission.lane(),
                    submission.language(),
                    state,
                    attempts,
                    created,
                    started,
                    finished,
                    cancelRequested && !state.isFinal(),
                    result,
                    failure);
        }
    }
}
