package dev.kiln.api.admin;

import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.JobId;
import dev.kiln.deadletter.JobStep;
import dev.kiln.problem.KilnException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the steps of jobs over dead letters. Each instance has one, and looks every second whether there is a job that no
 * other one drives; if an instance dies, another goes on once the job is its no more. Safe for many threads.
 */
@Component
final class JobDriver implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobDriver.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** What lies at least between two steps, so that others come to Redis between them. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final DeadLetterJobs jobs;
    private final String name = "api-" + UUID.randomUUID();
    private final Semaphore bell = new Semaphore(0);
    private final Set<JobId> driven = new HashSet<>();
    private volatile @Nullable Thread thread;
    private boolean away;

    JobDriver(DeadLetterJobs jobs) {
        this.jobs = jobs;
    }

    /** Looks at once whether there is something to do. */
    void wake() {
        bell.release();
    }

    @Override
    public void start() {
        Thread fresh = Thread.ofVirtual().name("job-driver").unstarted(this::loop);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void stop() {
        Thread ending = thread;
        thread = null;
        if (ending != null) {
            ending.interrupt();
            try {
                ending.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void loop() {
        try {
            while (isRunning()) {
                Duration rest = drive();
                if (bell.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a step of each job, and says when to come again. */
    private Duration drive() {
        Duration soonest = IDLE;
        try {
            for (JobId id : jobs.underWay()) {
                Duration next = step(id);
                soonest = next.compareTo(soonest) < 0 ? next : soonest;
            }
            away = false;
        } catch (KilnException failure) {
            if (!away) {
                LOG.atWarn().addKeyValue("code", failure.code().word()).log("Jobs over dead letters rest");
            }
            away = true;
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("Looking for jobs over dead letters failed");
        }
        return soonest;
    }

    private Duration step(JobId id) {
        try {
            return switch (jobs.step(id, name)) {
                case JobStep.More(Duration after) -> {
                    driven.add(id);
                    yield after.compareTo(PACE) < 0 ? PACE : after;
                }
                case JobStep.Held(Duration after) -> {
                    driven.remove(id);
                    yield after;
                }
                case JobStep.Resting() -> {
                    tellEnd(id);
                    yield IDLE;
                }
            };
        } catch (KilnException failure) {
            throw failure;
        } catch (RuntimeException defect) {
            LOG.atError().addKeyValue("jobId", id).setCause(defect).log("A step of a job over dead letters failed");
            return IDLE;
        }
    }

    private void tellEnd(JobId id) {
        if (driven.remove(id)) {
            jobs.find(id)
                    .ifPresent(job -> LOG.atInfo()
                            .addKeyValue("jobId", id)
                            .addKeyValue("action", job.order().action().word())
                            .addKeyValue("state", job.state().word())
                            .addKeyValue("matched", job.matched())
                            .addKeyValue("done", job.done())
                            .log("A job over dead letters rests"));
        }
    }
}
