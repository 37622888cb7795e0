package dev.kiln.redis.queue;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.Script;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The sweep on Redis: at most 100 leases and 100 retries a call. Safe for many threads and instances. */
public final class RedisRecoverySweep implements RecoverySweep {
    private static final int MOST = 100;
    private static final String FAILURE = FailureFormat.write(
            new ExecutionFailure(ErrorCode.WORKER_LOST, "The worker was lost during the attempt: its lease expired."));

    @SuppressWarnings("rawtypes") // a class literal cannot say List<?>
    private final Script<List> recover = Script.load(RedisRecoverySweep.class, "recover", List.class);

    private final StringRedisTemplate redis;
    private final QueuePolicy policy;

    public RedisRecoverySweep(StringRedisTemplate redis, QueuePolicy policy) {
        this.redis = redis;
        this.policy = policy;
    }

    @Override
    public RecoveryReport sweep() {
        List<?> counts = recover.run(
                redis,
                List.of(KeySpace.prefix(KeySpace.PARTITION)),
                Integer.toString(MOST),
                FAILURE,
                Integer.toString(policy.retry().attempts()),
                Long.toString(policy.retry().base().toMillis()),
                Long.toString(policy.retry().cap().toMillis()),
                Double.toString(ThreadLocalRandom.current().nextDouble()),
                Long.toString(policy.retention().toMillis()));
        return new RecoveryReport(number(counts, 0), number(counts, 1), number(counts, 2));
    }

    private static int number(List<?> counts, int index) {
        return Integer.parseInt(String.valueOf(counts.get(index)));
    }
}
