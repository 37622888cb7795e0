package dev.kiln.queue;

import dev.kiln.tenant.Quota;
import java.time.Duration;

/**
 * The numbers that the queue goes by.
 *
 * @param lease how long an attempt is a worker's without a heartbeat
 * @param retry when an attempt that we failed is made again
 * @param replay what becomes of what failed too often
 * @param retention how long a final execution stays readable
 * @param waiting how many may wait in a partition at once
 * @param quota of a tenant without one of its own
 */
public record QueuePolicy(
        Duration lease, RetryPolicy retry, ReplayPolicy replay, Duration retention, int waiting, Quota quota) {
    public QueuePolicy {
        if (lease.toMillis() < 1 || retention.toMillis() < 1 || waiting < 1) {
            throw new IllegalArgumentException("lease, retention and waiting are at least 1");
        }
    }

    /** A lease of 30 s, five attempts, results for 24 h, a million waiting. */
    public static QueuePolicy standard() {
        return new QueuePolicy(
                Duration.ofSeconds(30),
                RetryPolicy.standard(),
                ReplayPolicy.standard(),
                Duration.ofHours(24),
                1_000_000,
                Quota.standard());
    }

    public QueuePolicy withLease(Duration other) {
        return new QueuePolicy(other, retry, replay, retention, waiting, quota);
    }

    public QueuePolicy withRetry(RetryPolicy other) {
        return new QueuePolicy(lease, other, replay, retention, waiting, quota);
    }

    public QueuePolicy withReplay(ReplayPolicy other) {
        return new QueuePolicy(lease, retry, other, retention, waiting, quota);
    }

    public QueuePolicy withRetention(Duration other) {
        return new QueuePolicy(lease, retry, replay, other, waiting, quota);
    }

    public QueuePolicy withWaiting(int other) {
        return new QueuePolicy(lease, retry, replay, retention, other, quota);
    }

    public QueuePolicy withQuota(Quota other) {
        return new QueuePolicy(lease, retry, replay, retention, waiting, other);
    }
}
