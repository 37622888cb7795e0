package dev.kiln.redis.queue;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.listener.Topic;

/** Adds listeners to a container that may not have reached Redis yet. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    /** Held while a container starts. */
    private static final ReentrantLock STARTING = new ReentrantLock();

    private Subscription() {}

    /**
     * Listens from now on. The container starts with its first listener, in a thread of its own: its start waits for the
     * subscription, and a Redis that is away must not stop an application from starting. A listener that comes while the
     * container starts waits for that, also in a thread of its own: the container would forget to subscribe it.
     */
    static void begin(RedisMessageListenerContainer messages, MessageListener listener, Topic topic) {
        if (messages.isRunning() && STARTING.tryLock()) {
            try {
                messages.addMessageListener(listener, topic);
            } finally {
                STARTING.unlock();
            }
        } else {
            Thread.ofVirtual().name("redis-subscribe").start(() -> startWith(messages, listener, topic));
        }
    }

    private static void startWith(RedisMessageListenerContainer messages, MessageListener listener, Topic topic) {
        STARTING.lock();
        try {
            messages.addMessageListener(listener, topic);
            if (!messages.isRunning()) {
                messages.start();
            }
        } catch (DataAccessException away) {
            LOG.atWarn().setCause(away).log("Redis does not answer yet; messages begin when it does");
        } finally {
            STARTING.unlock();
        }
    }
}
