package dev.kiln.queue;

import java.time.Duration;

/**
 * The numbers that the queue goes by.
 *
 * @param lease how long an attempt is a worker's without a heartbeat
 * @param retry when an attempt that we failed is made again
 * @param retention how long a final execution stays readable
 * @param waiting how many may wait in a partition at once
 */
public record QueuePolicy(Duration lease, RetryPolicy retry, Duration retention, int waiting) {
    public QueuePolicy {
        if (lease.toMillis() < 1 || retention.toMillis() < 1 || waiting < 1) {
            throw new IllegalArgumentException("lease, retention and waiting are at least 1");
        }
    }

    /** A lease of 30 s, five attempts, results for 24 h, a million waiting. */
    public static QueuePolicy standard() {
        return new QueuePolicy(Duration.ofSeconds(30), RetryPolicy.standard(), Duration.ofHours(24), 1_000_000);
    }

    public QueuePolicy withLease(Duration other) {
        return new QueuePolicy(other, retry, retention, waiting);
    }

    public QueuePolicy withRetry(RetryPolicy other) {
        return new QueuePolicy(lease, other, retention, waiting);
    }

    public QueuePolicy withRetention(Duration other) {
        return new QueuePolicy(lease, retry, other, waiting);
    }

    public QueuePolicy withWaiting(int other) {
        return new QueuePolicy(lease, retry, retention, other);
    }
}
