package dev.kiln.redis.queue;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.recovery.RecoveryReport;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.Script;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The sweep on Redis: at most 100 leases, retries, replays and forgotten dead letters a call. Safe for many threads and instances. */
public final class RedisRecoverySweep implements RecoverySweep {
    private static final String MOST = "100";

    private final Script<List<?>> recover;
    private final QueueScripts scripts;

    public RedisRecoverySweep(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisRecoverySweep(QueueScripts scripts) {
        this.scripts = scripts;
        this.recover = scripts.list("recover");
    }

    @Override
    public RecoveryReport sweep() {
        List<?> counts = scripts.run(recover, KeySpace.of(KeySpace.PARTITION), MOST, scripts.deadRetention());
        return new RecoveryReport(
                number(counts, 0),
                number(counts, 1),
                number(counts, 2),
                number(counts, 3),
                number(counts, 4),
                number(counts, 5),
                number(counts, 6));
    }

    private static int number(List<?> counts, int index) {
        return Integer.parseInt(String.valueOf(counts.get(index)));
    }
}
