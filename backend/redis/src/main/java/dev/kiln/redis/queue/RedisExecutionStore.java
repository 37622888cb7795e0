package dev.kiln.redis.queue;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionState;
import dev.kiln.object.ObjectStore;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.redis.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/**
 * Reads executions from Redis and waits for their end: a waiter registers its instance with the execution, then reads,
 * then sleeps until the script that ends the execution sends its message. A slow poll makes good for a lost one.
 */
public final class RedisExecutionStore implements ExecutionStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisExecutionStore.class);
    private static final Duration REGISTRATION = Duration.ofMinutes(2);
    private static final Duration SLOW_POLL = Duration.ofSeconds(2);

    private final Script<String> await = Script.load(RedisExecutionStore.class, "await", String.class);
    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final String instance = UUID.randomUUID().toString();
    private final ChannelTopic topic = ChannelTopic.of(KeySpace.ended(KeySpace.PARTITION, instance));
    private final MessageListener listener = this::onMessage;
    private final StringRedisTemplate redis;
    private final RedisMessageListenerContainer messages;
    private final LargeTexts texts;

    /** @param objects has the results that are too large for Redis */
    public RedisExecutionStore(StringRedisTemplate redis, RedisMessageListenerContainer messages, ObjectStore objects) {
        this(redis, messages, new LargeTexts(objects));
    }

    RedisExecutionStore(StringRedisTemplate redis, RedisMessageListenerContainer messages, LargeTexts texts) {
        this.redis = redis;
        this.messages = messages;
        this.texts = texts;
        Subscription.begin(messages, listener, topic);
    }

    @Override
    public Optional<Execution> find(ExecutionId id) {
        try {
            HashOperations<String, String, String> hashes = redis.opsForHash();
            List<? extends @Nullable String> values = hashes.multiGet(KeySpace.execution(id), ExecutionFormat.FIELDS);
            return ExecutionFormat.read(id, values, texts);
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        } catch (KilnException failed) {
            if (failed.code() != ErrorCode.CONTENT_LOST) {
                throw failed;
            }
            if (!isThere(id)) {
                return Optional.empty();
            }
            LOG.atError().addKeyValue("executionId", id).setCause(failed).log("The result of an execution is lost");
            throw failed;
        }
    }

    /** Its retention may have ended between the read of it and that of its object. */
    private boolean isThere(ExecutionId id) {
        try {
            return redis.hasKey(KeySpace.execution(id));
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public Optional<Execution> await(ExecutionId id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Waiting signal = waiting.compute(id.value(), (_, there) -> (there == null ? new Waiting() : there).join());
        try {
            long left = patience.toNanos();
            while (left > 0 && mayStillEnd(id)) {
                if (signal.latch.await(Math.min(left, SLOW_POLL.toNanos()), TimeUnit.NANOSECONDS)) {
                    break;
                }
                left = end - System.nanoTime();
            }
        } finally {
            waiting.computeIfPresent(id.value(), (_, there) -> there == signal && there.leave() ? null : there);
        }
        return find(id);
    }

    /** Registers this instance with the execution, then tells whether there is anything to wait for. */
    private boolean mayStillEnd(ExecutionId id) {
        String state = await.run(redis, KeySpace.of(id), id.value(), instance, Long.toString(REGISTRATION.toMillis()));
        return !state.equals("unknown") && !ExecutionState.ofWord(state).isFinal();
    }

    private void onMessage(Message message, byte @Nullable [] pattern) {
        Waiting signal = waiting.remove(new String(message.getBody(), StandardCharsets.UTF_8));
        if (signal != null) {
            signal.latch.countDown();
        }
    }

    @Override
    public void close() {
        messages.removeMessageListener(listener, List.of(topic));
    }

    /** All threads of this instance that wait for one execution. Its count is guarded by the map's entry. */
    private static final class Waiting {
        private final CountDownLatch latch = new CountDownLatch(1);
        private int threads;

        Waiting join() {
            threads++;
            return this;
        }

        /** Whether the last one left. */
        boolean leave() {
            threads--;
            return threads == 0;
        }
    }
}
