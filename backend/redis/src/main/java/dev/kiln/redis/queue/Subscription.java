package dev.kiln.redis.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.listener.Topic;

/** Adds listeners to a container that may not have reached Redis yet. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private Subscription() {}

    /**
     * Listens from now on. The container starts with its first listener, in a thread of its own: its start waits for the
     * subscription, and a Redis that is away must not stop an application from starting.
     */
    static void begin(RedisMessageListenerContainer messages, MessageListener listener, Topic topic) {
        messages.addMessageListener(listener, topic);
        if (!messages.isRunning()) {
            Thread.ofVirtual().name("redis-subscribe").start(() -> start(messages));
        }
    }

    private static void start(RedisMessageListenerContainer messages) {
        try {
            messages.start();
        } catch (DataAccessException away) {
            LOG.atWarn().setCause(away).log("Redis does not answer yet; messages begin when it does");
        }
    }
}
