package dev.kiln.redis.queue;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.QueuePorts;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** Opens queues on a real Redis whose scripts go by a clock that stands in a key of its own. */
final class TestQueues {
    /** How long objects without a reference are left alone. */
    static final Duration GRACE = Duration.ofHours(1);

    private static final String CLOCK = "kiln:{p0}:test-clock";
    private static final String WALL = """
            local function wall()
              local time = redis.call('TIME')
              return time[1] * 1000 + math.floor(time[2] / 1000)
            end
            """;
    private static final String STOPPED_WALL = """
            local function wall()
              return tonumber(redis.call('GET', key('test-clock')))
            end
            """;

    private TestQueues() {}

    static QueuePorts open(RedisPorts redis, QueuePolicy policy) {
        return open(redis, policy, () -> 0.5, UnaryOperator.identity());
    }

    /**
     * Empties Redis first.
     *
     * @param random uniform in [0, 1)
     * @param edit what else becomes of each script
     */
    static QueuePorts open(RedisPorts redis, QueuePolicy policy, DoubleSupplier random, UnaryOperator<String> edit) {
        return open(redis, policy, random, edit, new LargeTexts(new InMemoryObjectStore()));
    }

    /** With texts of its own. */
    static QueuePorts open(
            RedisPorts redis, QueuePolicy policy, DoubleSupplier random, UnaryOperator<String> edit, LargeTexts texts) {
        redis.clear();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        redis.redis().opsForValue().set(CLOCK, Long.toString(begin.toEpochMilli()));
        QueueScripts scripts = scripts(redis, policy, random, edit);
        var operations = new RedisQueueOperations(scripts);
        return new QueuePorts(
                new RedisExecutionQueue(scripts, texts, GRACE),
                new RedisExecutionStore(redis.redis(), redis.messages(), texts),
                new RedisRecoverySweep(scripts),
                new RedisWorkSignals(redis.messages()),
                new RedisDeadLetters(scripts),
                new RedisDeadLetterJobs(scripts),
                new RedisQuotas(scripts),
                operations,
                operations,
                time -> pass(redis, time));
    }

    /** Moves the clock. */
    static void pass(RedisPorts redis, Duration time) {
        redis.redis().opsForValue().increment(CLOCK, time.toMillis());
    }

    /** Scripts that go by the same clock. */
    static QueueScripts scripts(
            RedisPorts redis, QueuePolicy policy, DoubleSupplier random, UnaryOperator<String> edit) {
        return new QueueScripts(redis.redis(), policy, random, text -> edit.apply(replace(text, WALL, STOPPED_WALL)));
    }

    /** Replaces what must be there. */
    static String replace(String text, String what, String by) {
        if (!text.contains(what)) {
            throw new IllegalArgumentException("the script does not contain: " + what);
        }
        return text.replace(what, by);
    }
}
