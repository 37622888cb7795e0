package dev.kiln.redis;

import dev.kiln.testkit.RedisServer;
import io.lettuce.core.resource.ClientResources;
import java.net.URI;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The wiring of the applications against a real Redis of the test's own. */
public final class RedisPorts implements AutoCloseable {
    private final RedisServer server = RedisServer.start();
    private final ClientResources resources;
    private final LettuceConnectionFactory connections;
    private final StringRedisTemplate redis;
    private final RedisMessageListenerContainer messages;

    public RedisPorts() {
        var wiring = new RedisConnectionConfiguration();
        resources = wiring.redisResources();
        connections = wiring.redisConnectionFactory(
                new RedisProperties(URI.create(server.url()), Duration.ofSeconds(10)), resources);
        connections.afterPropertiesSet();
        connections.start();
        redis = wiring.redisTemplate(connections);
        messages = new RedisConfiguration().redisMessages(connections);
        messages.afterPropertiesSet();
    }

    public RedisServer server() {
        return server;
    }

    public StringRedisTemplate redis() {
        return redis;
    }

    public RedisMessageListenerContainer messages() {
        return messages;
    }

    /** Forgets everything, scripts too. */
    public void clear() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().flushAll();
            connection.scriptingCommands().scriptFlush();
        }
    }

    @Override
    public void close() {
        messages.stop();
        connections.destroy();
        resources.shutdown().awaitUninterruptibly();
        server.close();
    }
}
