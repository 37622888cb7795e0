package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.Submissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.script.DefaultRedisScript;

/**
 * What is finished leaves nothing behind once its retention is over: Redis takes no more after many executions than after
 * few, beside the events, whose number is bounded.
 */
class FlatMemoryIT {
    private static final int ROUNDS = 5;
    private static final int WORKERS = 4;
    private static final int BATCH = 1_000;
    private static final String EVENTS = "kiln:{p0}:events";

    /** What the stream holds at most; it is cut in whole nodes of a hundred or so. */
    private static final long MOST_EVENTS = 101_000;

    /** Less than the shortest key would take. */
    private static final double MOST_BYTES_LEFT_OF_EACH = 32;

    private final RedisPorts ports = new RedisPorts();
    private final ExecutionQueue queue = new RedisExecutionQueue(
            ports.redis(),
            QueuePolicy.standard().withRetention(Duration.ofMillis(100)).withLease(Duration.ofMillis(100)),
            new InMemoryObjectStore(),
            TestQueues.GRACE);

    @AfterEach
    void stop() {
        ports.close();
    }

    @Test
    void takesNoMoreAfterFiveThousandExecutions() throws InterruptedException, ExecutionException {
        assertThat(bytesLeftOfEach(5_000)).isLessThan(MOST_BYTES_LEFT_OF_EACH);
    }

    @Test
    @Tag("full")
    void takesNoMoreAfterAHundredThousandExecutions() throws InterruptedException, ExecutionException {
        assertThat(bytesLeftOfEach(100_000)).isLessThan(MOST_BYTES_LEFT_OF_EACH);
        assertThat(ports.redis().opsForStream().size(EVENTS)).isLessThan(MOST_EVENTS);
    }

    /** Plays them in rounds, and tells what each after the first round has added to Redis' memory for good. */
    private double bytesLeftOfEach(int executions) throws InterruptedException, ExecutionException {
        int each = executions / ROUNDS;
        long first = bytesAfter(each);
        long last = first;
        for (int round = 1; round < ROUNDS; round++) {
            last = bytesAfter(each);
        }
        double left = (double) (last - first) / (executions - each);
        System.out.printf("Redis took %d bytes after %d executions, %d after %d%n", first, each, last, executions);
        return left;
    }

    private long bytesAfter(int executions) throws InterruptedException, ExecutionException {
        for (int submitted = 0; submitted < executions; submitted += BATCH) {
            play(Math.min(BATCH, executions - submitted));
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ports.redis().keys("kiln:{p0}:exec:*").isEmpty()
                        && ports.redis().keys("kiln:{p0}:claim:*").isEmpty());
        Properties memory = Objects.requireNonNull(ports.redis().execute((RedisCallback<Properties>)
                connection -> connection.serverCommands().info("memory")));
        return Long.parseLong(memory.getProperty("used_memory")) - bytesOfEvents();
    }

    private void play(int executions) throws InterruptedException, ExecutionException {
        List<SubmitAnswer> answers = queue.submit(IntStream.range(0, executions)
                .mapToObj(_ -> Admission.of(Submissions.python()))
                .toList());
        assertThat(answers).allMatch(SubmitAnswer.Accepted.class::isInstance);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> done = IntStream.range(0, WORKERS)
                    .mapToObj(worker -> threads.submit(() -> work(new WorkerId("worker-" + worker))))
                    .toList();
            int all = 0;
            for (Future<Integer> one : done) {
                all += one.get();
            }
            assertThat(all).isEqualTo(executions);
        }
    }

    /** Claims and commits until nothing waits, and tells how many. */
    private int work(WorkerId worker) {
        int done = 0;
        while (true) {
            List<ClaimedAttempt> claimed = queue.claim(worker, UUID.randomUUID().toString(), 16);
            if (claimed.isEmpty()) {
                return done;
            }
            for (ClaimedAttempt attempt : claimed) {
                assertThat(queue.commit(attempt.lease(), Submissions.success())).isEqualTo(LeaseAnswer.DONE);
                done++;
            }
        }
    }

    private long bytesOfEvents() {
        var usage = new DefaultRedisScript<>("return redis.call('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', 0)", Long.class);
        return Objects.requireNonNull(ports.redis().execute(usage, List.of(EVENTS)));
    }
}
