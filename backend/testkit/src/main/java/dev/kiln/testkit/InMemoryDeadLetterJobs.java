package dev.kiln.testkit;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.DeadLetterCursor;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterJob;
import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.JobAnswer;
import dev.kiln.deadletter.JobBegin;
import dev.kiln.deadletter.JobId;
import dev.kiln.deadletter.JobStep;
import dev.kiln.execution.ExecutionState.Dead;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Jobs over the dead letters of a modelled queue. Safe for many threads. */
public final class InMemoryDeadLetterJobs implements DeadLetterJobs {
    private static final int MOST_A_STEP = 100;
    private static final Comparator<DeadLetterJob> LAST_FIRST = Comparator.comparing(DeadLetterJob::createdAt)
            .thenComparing(DeadLetterJob::id)
            .reversed();

    private final InMemoryExecutionQueue queue;
    private final Map<JobId, ModelJob> jobs = new TreeMap<>();

    public InMemoryDeadLetterJobs(InMemoryExecutionQueue queue) {
        this.queue = queue;
    }

    /** A job, and what its steps need. */
    private static final class ModelJob {
        private DeadLetterJob shown;
        private Optional<DeadLetterCursor> after = Optional.empty();
        private @Nullable String driver;
        private long driven;
        private @Nullable Long budget;
        private long paced;

        ModelJob(DeadLetterJob shown) {
            this.shown = shown;
        }
    }

    @Override
    public JobBegin begin(JobId id, DeadLetterOrder order) {
        synchronized (queue) {
            ModelJob before = jobs.get(id);
            if (before != null) {
                return before.shown.order().equals(order) ? JobBegin.DONE : JobBegin.OTHER_ORDER;
            }
            if (underWay().size() >= MOST_UNDER_WAY) {
                return JobBegin.TOO_MANY;
            }
            if (jobs.size() >= MOST_KEPT) {
                list().reversed().stream()
                        .filter(job -> job.state().isEnd())
                        .findFirst()
                        .ifPresent(oldest -> jobs.remove(oldest.id()));
            }
            Instant at = Instant.ofEpochMilli(queue.clock.wall());
            jobs.put(
                    id,
                    new ModelJob(new DeadLetterJob(id, order, DeadLetterJob.State.RUNNING, false, 0, 0, at, at, null)));
            return JobBegin.DONE;
        }
    }

    @Override
    public Optional<DeadLetterJob> find(JobId id) {
        synchronized (queue) {
            return Optional.ofNullable(jobs.get(id)).map(job -> job.shown);
        }
    }

    @Override
    public List<DeadLetterJob> list() {
        synchronized (queue) {
            return jobs.values().stream()
                    .map(job -> job.shown)
                    .sorted(LAST_FIRST)
                    .toList();
        }
    }

    @Override
    public JobAnswer pause(JobId id) {
        return set(id, DeadLetterJob.State.PAUSED);
    }

    @Override
    public JobAnswer resume(JobId id) {
        return set(id, DeadLetterJob.State.RUNNING);
    }

    @Override
    public JobAnswer stop(JobId id) {
        return set(id, DeadLetterJob.State.STOPPED);
    }

    private JobAnswer set(JobId id, DeadLetterJob.State wanted) {
        synchronized (queue) {
            ModelJob job = jobs.get(id);
            if (job == null) {
                return JobAnswer.UNKNOWN;
            }
            if (job.shown.state() == wanted) {
                return JobAnswer.DONE;
            }
            if (job.shown.state().isEnd()) {
                return JobAnswer.ENDED;
            }
            job.paced = queue.clock.wall();
            become(job, wanted, job.shown.counted(), 0, 0);
            return JobAnswer.DONE;
        }
    }

    @Override
    public List<JobId> underWay() {
        synchronized (queue) {
            return jobs.values().stream()
                    .filter(job -> !job.shown.state().isEnd())
                    .map(job -> job.shown.id())
                    .toList();
        }
    }

    @Override
    public JobStep step(JobId id, String driver) {
        synchronized (queue) {
            ModelJob job = jobs.get(id);
            if (job == null || job.shown.state() != DeadLetterJob.State.RUNNING) {
                return new JobStep.Resting();
            }
            long at = queue.clock.wall();
            long left = job.driven - at;
            if (job.driver != null && !job.driver.equals(driver) && left > 0 && left <= LEASE.toMillis()) {
                return new JobStep.Held(Duration.ofMillis(left));
            }
            job.driver = driver;
            job.driven = at + LEASE.toMillis();
            return job.shown.counted() ? change(job, at) : count(job);
        }
    }

    private JobStep count(ModelJob job) {
        int met = visit(job, Integer.MAX_VALUE, _ -> {});
        boolean dry = job.shown.order().dryRun();
        become(job, dry ? DeadLetterJob.State.FINISHED : DeadLetterJob.State.RUNNING, true, met, 0);
        return dry ? new JobStep.Resting() : new JobStep.More(Duration.ZERO);
    }

    private JobStep change(ModelJob job, long at) {
        int rate = job.shown.order().ratePerSecond();
        long full = Math.max(1_000, rate * 100L);
        long budget = job.budget == null ? full : Math.min(full, job.budget + Math.max(0, at - job.paced) * rate);
        int most = (int) Math.min(MOST_A_STEP, budget / 1_000);
        int met = most == 0 ? 0 : visit(job, most, letter -> act(job, letter));
        budget -= 1_000L * met;
        job.budget = budget;
        job.paced = at;
        if (most > 0 && job.after.isEmpty()) {
            become(job, DeadLetterJob.State.FINISHED, true, 0, met);
            return new JobStep.Resting();
        }
        become(job, DeadLetterJob.State.RUNNING, true, 0, met);
        return new JobStep.More(Duration.ofMillis(Math.max(0, Math.ceilDiv(1_000 - budget, rate))));
    }

    /** Goes on until so many that are meant were met; where it stands is nowhere if there are no more. */
    private int visit(ModelJob job, int most, Consumer<DeadLetter> change) {
        int visited = 0;
        int met = 0;
        for (DeadLetter letter : ahead(job)) {
            if (visited == most) {
                return met;
            }
            if (job.shown.order().filter().matches(letter)) {
                visited++;
                if (!job.shown.id().value().equals(execution(letter).replayToken)) {
                    met++;
                    change.accept(letter);
                }
            }
            job.after = Optional.of(new DeadLetterCursor(letter.diedAt(), letter.execution()));
        }
        job.after = Optional.empty();
        return met;
    }

    /** What the job has not looked at yet: what died after it began is not meant. */
    private List<DeadLetter> ahead(ModelJob job) {
        DeadLetterFilter filter = job.shown.order().filter();
        var died = new DeadLetterFilter(null, null, null, filter.from(), filter.before());
        return queue.executions.values().stream()
                .filter(execution -> execution.state instanceof Dead)
                .map(ModelExecution::toDeadLetter)
                .filter(died::matches)
                .filter(letter -> !letter.diedAt().isAfter(job.shown.createdAt()))
                .filter(letter -> job.after.isEmpty() || InMemoryDeadLetters.isBehind(letter, job.after.get()))
                .sorted(InMemoryDeadLetters.LAST_FIRST)
                .toList();
    }

    private void act(ModelJob job, DeadLetter letter) {
        switch (job.shown.order().action()) {
            case REPLAY -> {
                ModelExecution execution = execution(letter);
                execution.replayToken = job.shown.id().value();
                queue.replay(execution);
            }
            case PURGE -> queue.purge(letter.execution());
        }
    }

    private ModelExecution execution(DeadLetter letter) {
        return Objects.requireNonNull(queue.executions.get(letter.execution()));
    }

    private void become(ModelJob job, DeadLetterJob.State state, boolean counted, int matched, int done) {
        DeadLetterJob before = job.shown;
        Instant at = Instant.ofEpochMilli(queue.clock.wall());
        job.shown = new DeadLetterJob(
                before.id(),
                before.order(),
                state,
                counted,
                before.matched() + matched,
                before.done() + done,
                before.createdAt(),
                at,
                state.isEnd() ? at : null);
    }
}
