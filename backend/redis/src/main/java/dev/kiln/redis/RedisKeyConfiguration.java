package dev.kiln.redis;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.queue.RedisQuotas;
import dev.kiln.redis.tenant.RedisKeyIndex;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.Quotas;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Wires what is projected of tenants, their API keys and quotas, for an application that has nothing else to do with the
 * queue. Import it by name.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QueueProperties.class, ResultProperties.class})
@Import(RedisConnectionConfiguration.class)
public class RedisKeyConfiguration {
    @Bean
    KeyIndex keyIndex(StringRedisTemplate redis) {
        return new RedisKeyIndex(redis);
    }

    @Bean
    QueuePolicy queuePolicy(QueueProperties queue, ResultProperties results) {
        return queue.toPolicy(results);
    }

    @Bean
    Quotas quotas(StringRedisTemplate redis, QueuePolicy policy) {
        return new RedisQuotas(redis, policy);
    }
}
