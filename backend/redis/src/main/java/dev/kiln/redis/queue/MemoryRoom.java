package dev.kiln.redis.queue;

import dev.kiln.redis.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * How much memory new executions may still take: 70 % of Redis' maxmemory less what is used, as INFO tells it, asked at
 * most once a second and beside the calls that need it. Safe for many threads.
 */
final class MemoryRoom {
    /** What the scripts take as no bound. */
    static final long UNBOUNDED = -1;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryRoom.class);
    /** What Redis takes for an execution beside its texts: submit.lua has the same. */
    private static final long OVERHEAD = 2_048;

    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    private static final long STALE = Duration.ofSeconds(5).toNanos();

    private final StringRedisTemplate redis;
    private final AtomicReference<Reading> last = new AtomicReference<>(new Reading(0, 0, System.nanoTime() - STALE));
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();

    /** @param maximum bytes, 0 if there is no bound */
    private record Reading(long used, long maximum, long nanos) {
        long age() {
            return System.nanoTime() - nanos;
        }
    }

    MemoryRoom(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Bytes that new executions may still take, 0 if there is no room, {@link #UNBOUNDED} if Redis has no bound.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if nothing is known and Redis does not answer
     */
    long bytes() {
        if (last.get().age() >= STALE) {
            ask();
        } else if (last.get().age() >= FRESH && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("redis-memory").start(this::askBeside);
        }
        Reading reading = last.get();
        return reading.maximum == 0 ? UNBOUNDED : Math.max(0, reading.maximum / 10 * 7 - reading.used - taken.get());
    }

    /** Counts what submits stored since Redis was last asked: not less than it takes, as submit.lua counts it. */
    void taken(List<String> arguments, int executions) {
        long bytes = 0;
        for (String argument : arguments) {
            bytes += argument.getBytes(StandardCharsets.UTF_8).length;
        }
        taken.addAndGet(bytes / 4 * 5 + executions * OVERHEAD);
    }

    private void askBeside() {
        try {
            ask();
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("Redis did not tell its memory");
        } finally {
            asking.set(false);
        }
    }

    /** One at a time: what two took off would be taken off twice. */
    private synchronized void ask() {
        if (last.get().age() < FRESH) {
            return;
        }
        long before = taken.get();
        try {
            RedisCallback<Properties> info = MemoryRoom::info;
            Properties memory = redis.execute(info);
            if (memory == null) {
                throw new IllegalStateException("INFO gave no answer");
            }
            last.set(new Reading(number(memory, "used_memory"), number(memory, "maxmemory"), System.nanoTime()));
            // What came while Redis was asked may not be in its answer: it stays counted.
            taken.addAndGet(-before);
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    private static Properties info(RedisConnection connection) {
        Properties memory = connection.serverCommands().info("memory");
        return memory == null ? new Properties() : memory;
    }

    private static long number(Properties memory, String name) {
        return Long.parseLong(memory.getProperty(name, "0"));
    }
}
