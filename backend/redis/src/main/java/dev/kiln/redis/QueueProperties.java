package dev.kiln.redis;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The numbers that the queue goes by; the same in every application of one Kiln.
 *
 * @param lease how long an attempt is a worker's without a heartbeat, 1 s to 10 min; {@code KILN_QUEUE_LEASE}
 * @param waiting how many may wait at once, at least 1; {@code KILN_QUEUE_WAITING}
 * @param retry when an attempt that we failed is made again
 */
@ConfigurationProperties("kiln.queue")
public record QueueProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1000000") int waiting,
        @DefaultValue Retry retry) {
    public QueueProperties {
        refuseUnless(lease.toMillis() >= 1_000 && lease.toMinutes() <= 10, "lease", "1s to 10m");
        refuseUnless(waiting >= 1, "waiting", "at least 1");
    }

    QueuePolicy toPolicy(ResultProperties results) {
        var retries = new RetryPolicy(retry.attempts(), retry.base(), retry.cap());
        return new QueuePolicy(lease, retries, results.ttl(), waiting);
    }

    private static void refuseUnless(boolean holds, String key, String bounds) {
        if (!holds) {
            throw new IllegalArgumentException("kiln.queue." + key + ": " + bounds);
        }
    }

    /**
     * When an attempt that we failed is made again.
     *
     * @param attempts how many are made at most, 1 to 20; {@code KILN_QUEUE_RETRY_ATTEMPTS}
     * @param base bound of the first delay, at least 1 ms; {@code KILN_QUEUE_RETRY_BASE}
     * @param cap bound of every delay, at least the base; {@code KILN_QUEUE_RETRY_CAP}
     */
    public record Retry(
            @DefaultValue("5") int attempts,
            @DefaultValue("1s") Duration base,
            @DefaultValue("1m") Duration cap) {
        public Retry {
            refuseUnless(attempts >= 1 && attempts <= 20, "retry.attempts", "1 to 20");
            refuseUnless(base.toMillis() >= 1, "retry.base", "at least 1ms");
            refuseUnless(cap.compareTo(base) >= 0, "retry.cap", "at least the base");
        }
    }
}
