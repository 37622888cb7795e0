package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterJob.State;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.DeadLetterOrder.Action;
import dev.kiln.deadletter.JobId;
import dev.kiln.deadletter.JobStep;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.redis.RedisPorts;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs over more dead letters than a script looks at. */
class RedisDeadLetterJobsIT {
    private static final int MANY = 600;
    private static final TenantId SELDOM = new TenantId("seldom");
    private static final JobId JOB = new JobId("job-1");
    private static final ExecutionFailure BROKEN = new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.");

    private final RedisPorts redis = new RedisPorts();
    private final QueuePorts ports = TestQueues.open(
            redis, QueuePolicy.standard().withRetry(new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1))));

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void meetsEachOnceHoweverManyThereAre() {
        makeDeadLetters();
        ports.jobs().begin(JOB, new DeadLetterOrder(Action.REPLAY, DeadLetterFilter.all(), 1_000, false));

        assertThat(runToTheEnd()).isGreaterThan(MANY / 100);

        assertThat(ports.jobs().find(JOB)).hasValueSatisfying(job -> {
            assertThat(job.state()).isEqualTo(State.FINISHED);
            assertThat(job.matched()).isEqualTo(MANY);
            assertThat(job.done()).isEqualTo(MANY);
        });
        assertThat(ports.inspection().depth().lanes().get(Lane.STANDARD))
                .satisfies(standard -> assertThat(standard.waiting()).isEqualTo(MANY));
    }

    @Test
    void findsTheFewThatAreMeantAmongMany() {
        makeDeadLetters();
        var seldom = new DeadLetterFilter(SELDOM, null, null, null, null);
        ports.jobs().begin(JOB, new DeadLetterOrder(Action.PURGE, seldom, 1_000, false));

        runToTheEnd();

        assertThat(ports.jobs().find(JOB)).hasValueSatisfying(job -> {
            assertThat(job.state()).isEqualTo(State.FINISHED);
            assertThat(job.matched()).isEqualTo(6);
            assertThat(job.done()).isEqualTo(6);
        });
    }

    private int runToTheEnd() {
        int steps = 0;
        while (ports.jobs().step(JOB, "api-1") instanceof JobStep.More(Duration after)) {
            ports.pass().accept(after);
            steps++;
            assertThat(steps).isLessThan(2_000);
        }
        return steps;
    }

    /** One in a hundred is the seldom tenant's. */
    private void makeDeadLetters() {
        ports.queue()
                .submit(IntStream.range(0, MANY / 2)
                        .mapToObj(RedisDeadLetterJobsIT::admission)
                        .toList());
        ports.queue()
                .submit(IntStream.range(MANY / 2, MANY)
                        .mapToObj(RedisDeadLetterJobsIT::admission)
                        .toList());
        for (var claimed = ports.claim(64); !claimed.isEmpty(); claimed = ports.claim(64)) {
            for (ClaimedAttempt attempt : claimed) {
                ports.queue().fail(attempt.lease(), BROKEN);
            }
            ports.pass().accept(Duration.ofMillis(1));
        }
    }

    private static Admission admission(int number) {
        TenantId tenant = number % 100 == 0 ? SELDOM : Submissions.python().tenant();
        return Admission.of(Submissions.python(tenant, Lane.STANDARD));
    }
}
