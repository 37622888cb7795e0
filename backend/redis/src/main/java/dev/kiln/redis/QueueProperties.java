package dev.kiln.redis;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.ReplayPolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.tenant.Quota;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The numbers that the queue goes by; the same in every application of one Kiln.
 *
 * @param lease how long an attempt is a worker's without a heartbeat, 1 s to 10 min; {@code KILN_QUEUE_LEASE}
 * @param waiting how many may wait at once, at least 1; {@code KILN_QUEUE_WAITING}
 * @param retry when an attempt that we failed is made again
 * @param spot what becomes of what Spot workers hand back
 * @param poison what counts as poison
 * @param replay which dead letters the sweep replays by itself
 * @param dead how dead letters are kept
 * @param tenant what a tenant without a quota of its own may have
 */
@ConfigurationProperties("kiln.queue")
public record QueueProperties(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1000000") int waiting,
        @DefaultValue Retry retry,
        @DefaultValue Spot spot,
        @DefaultValue Poison poison,
        @DefaultValue Replay replay,
        @DefaultValue Dead dead,
        @DefaultValue Tenant tenant) {
    public QueueProperties {
        refuseUnless(lease.toMillis() >= 1_000 && lease.toMinutes() <= 10, "lease", "1s to 10m");
        refuseUnless(waiting >= 1, "waiting", "at least 1");
    }

    QueuePolicy toPolicy(ResultProperties results) {
        var retries = new RetryPolicy(retry.attempts(), retry.base(), retry.cap());
        var replays =
                new ReplayPolicy(spot.handbacks(), poison.workers(), replay.times(), replay.delay(), dead.retention());
        var quota =
                new Quota(1, tenant.waiting(), tenant.running(), tenant.cpu().toMillis(), false);
        return new QueuePolicy(lease, retries, replays, results.ttl(), waiting, quota);
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

    /**
     * What becomes of what Spot workers hand back.
     *
     * @param handbacks how many until only on-demand workers claim it, 1 to 100; {@code KILN_QUEUE_SPOT_HANDBACKS}
     */
    public record Spot(@DefaultValue("3") int handbacks) {
        public Spot {
            refuseUnless(handbacks >= 1 && handbacks <= 100, "spot.handbacks", "1 to 100");
        }
    }

    /**
     * What counts as poison.
     *
     * @param workers how many different workers were lost during it, 2 to 20; {@code KILN_QUEUE_POISON_WORKERS}
     */
    public record Poison(@DefaultValue("2") int workers) {
        public Poison {
            refuseUnless(workers >= 2 && workers <= 20, "poison.workers", "2 to 20");
        }
    }

    /**
     * Which dead letters the sweep replays by itself: never poison.
     *
     * @param times how often each at most, 0 to 100; {@code KILN_QUEUE_REPLAY_TIMES}
     * @param delay how long after it died, at least 1 s; {@code KILN_QUEUE_REPLAY_DELAY}
     */
    public record Replay(
            @DefaultValue("2") int times,
            @DefaultValue("5m") Duration delay) {
        public Replay {
            refuseUnless(times >= 0 && times <= 100, "replay.times", "0 to 100");
            refuseUnless(delay.toMillis() >= 1_000, "replay.delay", "at least 1s");
        }
    }

    /**
     * How dead letters are kept.
     *
     * @param retention how long the sweep keeps one that is not replayed, 1 s to ten years; {@code KILN_QUEUE_DEAD_RETENTION}
     */
    public record Dead(@DefaultValue("30d") Duration retention) {
        public Dead {
            refuseUnless(retention.toMillis() >= 1_000 && retention.toDays() <= 3_650, "dead.retention", "1s to 3650d");
        }
    }

    /**
     * What a tenant without a quota of its own may have.
     *
     * @param waiting most executions that wait, at least 1; {@code KILN_QUEUE_TENANT_WAITING}
     * @param running most executions at a time, at least 1; {@code KILN_QUEUE_TENANT_RUNNING}
     * @param cpu CPU time in a day of UTC, 1 s to a million days; {@code KILN_QUEUE_TENANT_CPU}
     */
    public record Tenant(
            @DefaultValue("100000") int waiting,
            @DefaultValue("1000") int running,
            @DefaultValue("960h") Duration cpu) {
        public Tenant {
            refuseUnless(waiting >= 1, "tenant.waiting", "at least 1");
            refuseUnless(running >= 1, "tenant.running", "at least 1");
            refuseUnless(cpu.toMillis() >= 1_000 && cpu.toDays() <= 1_000_000, "tenant.cpu", "1s to 1000000d");
        }
    }
}
