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
 * @param attempts how many are made at most, 1 to 20; {@code KILN_QUEUE_ATTEMPTS}
 * @param retryBase bound of the first delay, at least 1 ms; {@code KILN_QUEUE_RETRYBASE}
 * @param retryCap bound of every delay; {@code KILN_QUEUE_RETRYCAP}
 * @param retention how long a final execution stays readable, at least 1 s; {@code KILN_QUEUE_RETENTION}
 * @param waiting how many may wait at once, at least 1; {@code KILN_QUEUE_WAITING}
 */
@ConfigurationProperties("kiln.queue")
public record QueueProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5") int attempts,
        @DefaultValue("1s") Duration retryBase,
        @DefaultValue("1m") Duration retryCap,
        @DefaultValue("24h") Duration retention,
        @DefaultValue("1000000") int waiting) {
    public QueueProperties {
        refuseUnless(lease.toMillis() >= 1_000 && lease.toMinutes() <= 10, "lease", "1s to 10m");
        refuseUnless(attempts >= 1 && attempts <= 20, "attempts", "1 to 20");
        refuseUnless(retryBase.toMillis() >= 1, "retry-base", "at least 1ms");
        refuseUnless(retryCap.compareTo(retryBase) >= 0, "retry-cap", "at least the base");
        refuseUnless(retention.toMillis() >= 1_000, "retention", "at least 1s");
        refuseUnless(waiting >= 1, "waiting", "at least 1");
    }

    QueuePolicy toPolicy() {
        return new QueuePolicy(lease, new RetryPolicy(attempts, retryBase, retryCap), retention, waiting);
    }

    private static void refuseUnless(boolean holds, String key, String bounds) {
        if (!holds) {
            throw new IllegalArgumentException("kiln.queue." + key + ": " + bounds);
        }
    }
}
