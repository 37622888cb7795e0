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
import dev.kiln.queue.Admission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.RetryPolicy;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue as a model: one partition in one process and under one lock, the same answers as the adapter's to the same
 * calls in the same order. Memory has no bound, and executions that have ended well do not expire. Safe for many threads.
 */
public final class InMemoryExecutionQueue implements ExecutionQueue, ExecutionStore, RecoverySweep, WorkSignals {
    private static final int MOST_A_SWEEP = 100;
    private static final Duration SOON = Duration.ofSeconds(1);

    final Map<ExecutionId, ModelExecution> executions = new LinkedHashMap<>();
    final Map<TenantId, ModelTenant> tenants = new HashMap<>();
    final ModelLines lines = new ModelLines();
    final ModelClock clock;
    private final Map<String, List<ClaimedAttempt>> claims = new HashMap<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final Map<WorkerId, Long> heard = new HashMap<>();
    private final QueuePolicy policy;
    private final DoubleSupplier random;
    /** What the next delay of the call that goes on is drawn with. */
    private double drawn;

    private long places;
    private long changes;

    private record Remembered(String digest, SubmitAnswer.Accepted first, long until) {}

    /** With delays that are always half of their bound. */
    public InMemoryExecutionQueue(QueuePolicy policy, Clock clock) {
        this(policy, clock, () -> 0.5);
    }

    /** @param random uniform in [0, 1): what the delay before a retry is drawn with */
    public InMemoryExecutionQueue(QueuePolicy policy, Clock clock, DoubleSupplier random) {
        this.policy = policy;
        this.clock = new ModelClock(clock, policy.lease().toMillis());
        this.random = random;
    }

    @Override
    public synchronized List<SubmitAnswer> submit(List<Admission> admissions) {
        return admissions.stream().map(this::submit).toList();
    }

    private SubmitAnswer submit(Admission admission) {
        Submission submission = admission.submission();
        IdempotencyKey key = admission.idempotencyKey();
        ModelExecution known = executions.get(submission.id());
        if (known != null) {
            return new SubmitAnswer.Accepted(submission.id(), Instant.ofEpochMilli(known.created));
        }
        long at = clock.wall();
        Remembered before = key == null ? null : remembered.get(submission.tenant() + " " + key.value());
        if (key != null && before != null && before.until > at) {
            return before.digest.equals(key.requestDigest()) ? before.first : refused(Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        ModelTenant tenant = tenant(submission.tenant()).at(at);
        Optional<SubmitAnswer> refusal = refusal(tenant, at);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var execution = new ModelExecution(submission, tenant, ++places, at);
        executions.put(submission.id(), execution);
        var accepted = new SubmitAnswer.Accepted(submission.id(), Instant.ofEpochMilli(at));
        if (key != null) {
            remembered.put(
                    submission.tenant() + " " + key.value(),
                    new Remembered(key.requestDigest(), accepted, at + IdempotencyKey.LASTS.toMillis()));
        }
        tenant.waiting++;
        lines.arrange(tenant);
        lines.enqueue(execution);
        changed();
        return accepted;
    }

    private Optional<SubmitAnswer> refusal(ModelTenant tenant, long at) {
        if (tenant.quota().suspended()) {
            return Optional.of(refused(Refusal.TENANT_SUSPENDED));
        }
        if (tenant.used >= tenant.quota().cpuMillisPerDay()) {
            return Optional.of(
                    new SubmitAnswer.Refused(Refusal.CPU_TIME_SPENT, Duration.ofMillis(tenant.dayEnd() - at)));
        }
        if (tenant.waiting >= tenant.quota().waiting()) {
            return Optional.of(new SubmitAnswer.Refused(Refusal.TOO_MANY_WAITING, SOON));
        }
        long waiting =
                executions.values().stream().filter(ModelExecution::isWaiting).count();
        return waiting >= policy.waiting()
                ? Optional.of(new SubmitAnswer.Refused(Refusal.QUEUE_FULL, SOON))
                : Optional.empty();
    }

    private static SubmitAnswer refused(Refusal refusal) {
        return new SubmitAnswer.Refused(refusal, Duration.ZERO);
    }

    @Override
    public synchronized List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, String token, int most) {
        List<ClaimedAttempt> before = claims.get(token);
        if (before != null) {
            return before.stream()
                    .filter(claimed -> holder(claimed.lease()) != null)
                    .toList();
        }
        long now = clock.now();
        heard.put(worker, now);
        for (ModelTenant tenant : tenants.values()) {
            tenant.at(clock.wall());
        }
        var claimed = new ArrayList<ClaimedAttempt>();
        for (ModelExecution next = lines.next(capacity); next != null; next = lines.next(capacity)) {
            claimed.add(begin(next, worker, capacity, token, now));
            if (claimed.size() == most) {
                break;
            }
        }
        if (!claimed.isEmpty()) {
            claims.put(token, List.copyOf(claimed));
        }
        return List.copyOf(claimed);
    }

    private ClaimedAttempt begin(ModelExecution next, WorkerId worker, Capacity capacity, String token, long now) {
        lines.begin(next);
        next.state = new Queued().claim();
        next.capacity = capacity;
        next.attempts++;
        next.fence++;
        next.started = clock.wall();
        next.leaseEnd = now + policy.lease().toMillis();
        next.lease = new Lease(next.submission.id(), worker, next.fence, token);
        next.tenant.waiting--;
        next.tenant.running++;
        next.tenant.reserved += next.submission.limits().cpuMillis();
        lines.arrange(next.tenant);
        return new ClaimedAttempt(next.lease, next.attempts, next.submission);
    }

    @Override
    public synchronized Map<Lease, LeaseAnswer> renew(List<Lease> leases) {
        var answers = new LinkedHashMap<Lease, LeaseAnswer>();
        if (leases.isEmpty()) {
            return answers;
        }
        long now = clock.now();
        heard.put(leases.getFirst().worker(), now);
        for (Lease lease : leases) {
            ModelExecution execution = holder(lease);
            if (execution == null) {
                answers.put(lease, LeaseAnswer.LOST);
            } else {
                execution.leaseEnd = now + policy.lease().toMillis();
                answers.put(lease, execution.cancelRequested ? LeaseAnswer.CANCEL_REQUESTED : LeaseAnswer.DONE);
            }
        }
        return answers;
    }

    @Override
    public synchronized LeaseAnswer commit(Lease lease, ExecutionResult result) {
        ModelExecution execution = holder(lease);
        if (execution == null) {
            return answerToRepeat(lease);
        }
        execution.result = result;
        execution.ended = lease;
        release(execution, result.cpuMillis());
        finish(execution, execution.cancelRequested ? new Running().cancel() : new Running().commit());
        lines.arrange(execution.tenant);
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized LeaseAnswer fail(Lease lease, ExecutionFailure failure) {
        ModelExecution execution = holder(lease);
        if (execution == null) {
            return answerToRepeat(lease);
        }
        execution.ended = lease;
        drawn = random.getAsDouble();
        endFailed(execution, failure, clock.now());
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized LeaseAnswer handBack(Lease lease) {
        ModelExecution execution = holder(lease);
        if (execution == null) {
            return answerToRepeat(lease);
        }
        execution.ended = lease;
        execution.keep(null, clock.wall());
        execution.attempts--;
        release(execution, 0);
        if (execution.cancelRequested) {
            finish(execution, new Running().cancel());
            lines.arrange(execution.tenant);
            return LeaseAnswer.DONE;
        }
        if (execution.capacity == Capacity.SPOT) {
            execution.spotHandBacks++;
            execution.steady |= execution.spotHandBacks >= policy.replay().spotHandBacks();
        }
        execution.state = new Running().handBack();
        wait(execution);
        lines.arrange(execution.tenant);
        lines.enqueue(execution);
        changed();
        return LeaseAnswer.DONE;
    }

    @Override
    public synchronized CancelAnswer cancel(ExecutionId id, TenantId tenant) {
        ModelExecution execution = executions.get(id);
        if (execution == null || !execution.submission.tenant().equals(tenant)) {
            return CancelAnswer.UNKNOWN;
        }
        ExecutionState canceled;
        switch (execution.state) {
            case Running _ -> {
                execution.cancelRequested = true;
                changed();
                return CancelAnswer.REQUESTED;
            }
            case Queued queued -> {
                lines.dequeue(execution);
                canceled = queued.cancel();
            }
            case Retrying retrying -> canceled = retrying.cancel();
            case ExecutionState.Finished _, ExecutionState.Canceled _, Dead _ -> {
                return CancelAnswer.ALREADY_FINAL;
            }
        }
        execution.tenant.waiting--;
        finish(execution, canceled);
        return CancelAnswer.CANCELED;
    }

    @Override
    public synchronized Optional<Execution> find(ExecutionId id) {
        return Optional.ofNullable(executions.get(id)).map(ModelExecution::toExecution);
    }

    @Override
    public synchronized Optional<Execution> await(ExecutionId id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        ModelExecution execution = executions.get(id);
        while (execution != null && !execution.state.isFinal()) {
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
        long now = clock.now();
        drawn = random.getAsDouble();
        int dead = 0;
        List<ModelExecution> expired =
                clock.mayExpire(now) ? due(Running.class, found -> found.leaseEnd, now) : List.of();
        for (ModelExecution execution : expired) {
            endFailed(execution, failureOf(execution, now), now);
            dead += execution.state instanceof Dead ? 1 : 0;
        }
        List<ModelExecution> retries = due(Retrying.class, found -> found.due, now);
        for (ModelExecution execution : retries) {
            execution.state = new Retrying().due();
            execution.since = clock.wall();
            lines.arrange(execution.tenant.at(clock.wall()));
            lines.enqueue(execution);
            changed();
        }
        List<ModelExecution> replays = due(Dead.class, found -> found.revival, now);
        for (ModelExecution execution : replays) {
            execution.replays++;
            replay(execution);
        }
        int forgotten = forgetDeadLetters();
        lines.arrangeWhereTheDayEnded(clock.wall());
        return new RecoveryReport(
                expired.size(),
                retries.size(),
                dead,
                replays.size(),
                forgotten,
                (int) in(Running.class).count(),
                (int) in(Retrying.class).count());
    }

    private int forgetDeadLetters() {
        long latest = clock.wall() - policy.replay().retention().toMillis();
        List<ModelExecution> old = due(Dead.class, found -> found.finished, latest);
        old.forEach(execution -> purge(execution.submission.id()));
        return old.size();
    }

    private List<ModelExecution> due(
            Class<? extends ExecutionState> state, Function<ModelExecution, @Nullable Long> time, long now) {
        Predicate<ModelExecution> isDue = execution -> {
            Long due = time.apply(execution);
            return due != null && due <= now;
        };
        return in(state)
                .filter(isDue)
                .sorted(Comparator.<ModelExecution, Long>comparing(execution ->
                                Optional.ofNullable(time.apply(execution)).orElseThrow())
                        .thenComparing(execution -> execution.submission.id()))
                .limit(MOST_A_SWEEP)
                .toList();
    }

    private Stream<ModelExecution> in(Class<? extends ExecutionState> state) {
        return executions.values().stream().filter(execution -> state.isInstance(execution.state));
    }

    private ExecutionFailure failureOf(ModelExecution execution, long now) {
        Long last = execution.lease == null ? null : heard.get(execution.lease.worker());
        return last != null && last > now - policy.lease().toMillis()
                ? new ExecutionFailure(
                        ErrorCode.LEASE_EXPIRED, "The lease expired: its worker is there, and did not renew it.")
                : new ExecutionFailure(
                        ErrorCode.WORKER_LOST,
                        "The worker was lost during the attempt: its lease expired, and nothing was heard of it.");
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

    private void endFailed(ModelExecution execution, ExecutionFailure failure, long now) {
        execution.tenant.at(clock.wall());
        execution.keep(failure, clock.wall());
        String worker = execution.lease == null ? "" : execution.lease.worker().value();
        release(execution, 0);
        if (execution.cancelRequested) {
            finish(execution, new Running().cancel());
            lines.arrange(execution.tenant);
            return;
        }
        boolean poison = failure.code() == ErrorCode.WORKER_LOST
                && execution.lostWorkers.add(worker)
                && execution.lostWorkers.size() >= policy.replay().poisonWorkers();
        boolean hopeless = poison || failure.code() == ErrorCode.CONTENT_LOST;
        if (hopeless || execution.attempts >= policy.retry().attempts()) {
            execution.state = new Running().failForTheLastTime();
            execution.finished = clock.wall();
            execution.failure = poison ? new ExecutionFailure(ErrorCode.POISON, failure.message()) : failure;
            boolean revived = !hopeless && execution.replays < policy.replay().times();
            execution.revival = revived ? now + policy.replay().delay().toMillis() : null;
        } else {
            execution.state = new Running().fail();
            execution.failure = failure;
            execution.due =
                    now + policy.retry().delay(execution.attempts, drawn).toMillis();
            drawn = RetryPolicy.next(drawn);
            wait(execution);
        }
        lines.arrange(execution.tenant);
        changed();
    }

    /** Opens a new generation of a dead letter. */
    void replay(ModelExecution execution) {
        execution.state = new Dead().replay();
        execution.generation++;
        execution.attempts = 0;
        execution.spotHandBacks = 0;
        execution.steady = false;
        execution.lostWorkers.clear();
        execution.failure = null;
        execution.started = null;
        execution.finished = null;
        execution.revival = null;
        execution.place = ++places;
        wait(execution);
        lines.arrange(execution.tenant.at(clock.wall()));
        lines.enqueue(execution);
        changed();
    }

    /** Forgets a dead letter. */
    void purge(ExecutionId id) {
        executions.remove(id);
        changed();
    }

    ModelTenant tenant(TenantId id) {
        return tenants.computeIfAbsent(id, _ -> new ModelTenant(id, policy.quota()));
    }

    private void wait(ModelExecution execution) {
        execution.since = clock.wall();
        execution.tenant.waiting++;
    }

    private void release(ModelExecution execution, long used) {
        ModelTenant tenant = execution.tenant.at(clock.wall());
        tenant.running--;
        tenant.reserved -= execution.submission.limits().cpuMillis();
        tenant.used += used;
        execution.lease = null;
    }

    private void finish(ModelExecution execution, ExecutionState state) {
        execution.state = state;
        execution.finished = clock.wall();
        execution.failure = null;
        changed();
    }

    private @Nullable ModelExecution holder(Lease lease) {
        ModelExecution execution = executions.get(lease.execution());
        return execution != null && execution.state instanceof Running && lease.equals(execution.lease)
                ? execution
                : null;
    }

    private LeaseAnswer answerToRepeat(Lease lease) {
        ModelExecution execution = executions.get(lease.execution());
        return execution != null && lease.equals(execution.ended) ? LeaseAnswer.DONE : LeaseAnswer.LOST;
    }

    void changed() {
        changes++;
        notifyAll();
    }
}
