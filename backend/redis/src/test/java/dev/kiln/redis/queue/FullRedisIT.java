package dev.kiln.redis.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.Submission;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Admission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.redis.RedisPorts;
import dev.kiln.redis.fleet.RedisWorkerDirectory;
import dev.kiln.tenant.Quota;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;

class FullRedisIT {
    /** Almost as large as what Redis holds itself. */
    private static final String LARGE = "x".repeat(62 << 10);

    private final RedisPorts redis = new RedisPorts();
    private final QueuePorts ports = TestQueues.open(redis, QueuePolicy.standard());

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void acceptsNothingBeyondSeventyPercent() {
        limitMemoryTo(64 << 20);
        var answers = new ArrayList<SubmitAnswer>();

        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> {
            answers.addAll(ports.queue()
                    .submit(Stream.generate(() -> Admission.of(large()))
                            .limit(10)
                            .toList()));
            return answers.getLast() instanceof SubmitAnswer.Refused;
        });

        assertThat(answers.getLast()).isEqualTo(new SubmitAnswer.Refused(Refusal.STORE_FULL, Duration.ofSeconds(5)));
        assertThat(answers).hasSizeGreaterThan(10);
        assertThat(usedMemory()).isBetween((long) (0.5 * (64 << 20)), (long) (0.75 * (64 << 20)));
        assertThat(ports.queue().commit(ports.claimOne().lease(), Submissions.success()))
                .isEqualTo(LeaseAnswer.DONE);
    }

    @Test
    void drainsWhatItHolds() {
        List<Submission> submissions = IntStream.range(0, 12)
                .mapToObj(_ -> Submissions.python(Submissions.TENANT, Lane.STANDARD))
                .toList();
        ports.queue().submit(submissions.stream().map(Admission::of).toList());
        List<Lease> leases = ports.claim(6).stream().map(ClaimedAttempt::lease).toList();
        ports.queue().submit(Submissions.python());
        limitMemoryTo(usedMemory() / 2);
        assertThatThrownBy(() -> redis.redis().opsForValue().set("kiln:{p0}:more", "x"))
                .rootCause()
                .hasMessageStartingWith("OOM");
        var worker =
                new WorkerRecord(QueuePorts.WORKER, 1, 1, "namespaces", false, Map.of(), WorkerPlace.onDemand("1"));

        assertThat(ports.queue().renew(leases)).containsEntry(leases.getFirst(), LeaseAnswer.DONE);
        assertThat(ports.queue().commit(leases.get(0), Submissions.success())).isEqualTo(LeaseAnswer.DONE);
        assertThat(ports.queue().fail(leases.get(1), new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke.")))
                .isEqualTo(LeaseAnswer.DONE);
        assertThat(ports.queue().handBack(leases.get(2))).isEqualTo(LeaseAnswer.DONE);
        assertThat(ports.queue().cancel(leases.get(3).execution(), Submissions.TENANT))
                .isEqualTo(CancelAnswer.REQUESTED);
        assertThat(ports.queue().cancel(submissions.getLast().id(), Submissions.TENANT))
                .isEqualTo(CancelAnswer.CANCELED);
        passWithRoom(Duration.ofSeconds(2));
        assertThat(ports.recovery().sweep().dueRetries()).isEqualTo(1);
        ports.quotas().put(Submissions.TENANT, Quota.standard());
        ports.control().pause(Lane.BATCH);
        new RedisWorkerDirectory(redis.redis()).register(worker);
        assertThat(ports.claim(64)).hasSize(8);
    }

    private static Submission large() {
        return Submissions.of(Submissions.TENANT, Lane.STANDARD, "python", "main.py", LARGE);
    }

    /** The clock that the test moves lies in Redis too. */
    private void passWithRoom(Duration time) {
        limitMemoryTo(0);
        ports.pass().accept(time);
        limitMemoryTo(usedMemory() / 2);
    }

    private void limitMemoryTo(long bytes) {
        RedisCallback<Object> limit = connection -> {
            connection.serverCommands().setConfig("maxmemory", Long.toString(bytes));
            return true;
        };
        redis.redis().execute(limit);
    }

    private long usedMemory() {
        RedisCallback<String> used = connection ->
                requireNonNull(connection.serverCommands().info("memory")).getProperty("used_memory");
        return Long.parseLong(requireNonNull(redis.redis().execute(used)));
    }
}
