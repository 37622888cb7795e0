package dev.kiln.redis.queue;

import dev.kiln.queue.WorkSignal;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Wakes workers by messages on a channel of their own. A message that is lost is made good by the caller's patience. */
public final class RedisWorkSignals implements WorkSignals {
    private final RedisMessageListenerContainer messages;

    public RedisWorkSignals(RedisMessageListenerContainer messages) {
        this.messages = messages;
    }

    @Override
    public WorkSignal open(WorkerId worker) {
        var signal = new Signal(KeySpace.wake(KeySpace.PARTITION, worker.value()));
        Subscription.begin(messages, signal, signal.topic);
        return signal;
    }

    private final class Signal implements WorkSignal, MessageListener {
        private final Semaphore signaled = new Semaphore(0);
        private final ChannelTopic topic;

        Signal(String channel) {
            topic = ChannelTopic.of(channel);
        }

        @Override
        public void onMessage(Message message, byte @Nullable [] pattern) {
            signaled.release();
        }

        @Override
        public void await(Duration patience) throws InterruptedException {
            if (signaled.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                signaled.drainPermits();
            }
        }

        @Override
        public void close() {
            messages.removeMessageListener(this, topic);
        }
    }
}
