package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.queue.Admission;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.RedisPorts;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.QueueBoundsContract;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.Submissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RedisQueueBoundsIT {
    private static final TenantId BUSY = new TenantId("busy");
    private static final TenantId QUIET = new TenantId("quiet");

    private static RedisPorts redis;

    @BeforeAll
    static void start() {
        redis = new RedisPorts();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Nested
    class Contract extends QueueBoundsContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return TestQueues.open(redis, policy);
        }
    }

    @Test
    void beginsAnothersOneWithinARoundOfAHundredThousand() {
        QueuePorts ports = TestQueues.open(redis, QueuePolicy.standard());
        for (int batch = 0; batch < 100; batch++) {
            submit(ports, BUSY, 1_000);
        }
        ports.claim(10);
        submit(ports, QUIET, 1);

        assertThat(ports.claim(2))
                .extracting(claimed -> claimed.submission().tenant())
                .contains(QUIET);
    }

    @Test
    void keepsOnlyThoseInTheRingThatMayRun() {
        QueuePorts ports = TestQueues.open(redis, QueuePolicy.standard());
        ports.quotas().put(BUSY, Quota.standard().withRunning(1));
        submit(ports, BUSY, 3);
        submit(ports, QUIET, 3);
        assertThat(ring()).containsExactlyInAnyOrder("busy", "quiet");

        List<ClaimedAttempt> claimed = ports.claim(2);
        assertThat(ring()).containsExactly("quiet");

        ports.control().pause(QUIET);
        assertThat(ring()).isEmpty();

        claimed.forEach(attempt -> ports.queue().commit(attempt.lease(), Submissions.success()));
        assertThat(ring()).containsExactly("busy");

        ports.control().resume(QUIET);
        assertThat(ring()).containsExactlyInAnyOrder("busy", "quiet");
    }

    private static Iterable<String> ring() {
        return redis.redis().opsForZSet().range("kiln:{p0}:ring:standard", 0, -1);
    }

    private static void submit(QueuePorts ports, TenantId tenant, int number) {
        ports.queue()
                .submit(IntStream.range(0, number)
                        .mapToObj(_ -> Admission.of(Submissions.python(tenant, Lane.STANDARD)))
                        .toList());
    }
}
