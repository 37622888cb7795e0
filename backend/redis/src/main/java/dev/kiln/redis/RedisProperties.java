package dev.kiln.redis;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[:password@]host[:port]} or {@code rediss://…} for TLS; {@code KILN_REDIS_URL}
 * @param timeout how long a command may take, 100 ms to a minute; {@code KILN_REDIS_TIMEOUT}
 */
@ConfigurationProperties("kiln.redis")
public record RedisProperties(
        @DefaultValue("redis://127.0.0.1:6379") URI url,
        @DefaultValue("5s") Duration timeout) {
    public RedisProperties {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("redis".equals(scheme) || "rediss".equals(scheme))) {
            throw new IllegalArgumentException("kiln.redis.url (KILN_REDIS_URL): redis://[:password@]host[:port]");
        }
        if (timeout.toMillis() < 100 || timeout.toMillis() > 60_000) {
            throw new IllegalArgumentException("kiln.redis.timeout (KILN_REDIS_TIMEOUT): 100ms to 60s");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + ":" + url.getPort();
    }
}
