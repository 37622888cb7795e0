package dev.kiln.redis;

import dev.kiln.redis.tenant.RedisKeyIndex;
import dev.kiln.tenant.KeyIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Wires the index of API keys alone, for an application that has nothing to do with the queue. Import it by name. */
@Configuration(proxyBeanMethods = false)
@Import(RedisConnectionConfiguration.class)
public class RedisKeyConfiguration {
    @Bean
    KeyIndex keyIndex(StringRedisTemplate redis) {
        return new RedisKeyIndex(redis);
    }
}
