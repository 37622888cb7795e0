package dev.kiln.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Wires the connection. Nothing here needs Redis to be there at start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConnectionConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);

    /** Well below a lease: whoever was cut off is heard again in time, all workers within the same second. */
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

    @Bean(destroyMethod = "shutdown")
    ClientResources redisResources() {
        return ClientResources.builder()
                .reconnectDelay(Delay.equalJitter(FIRST_RECONNECT, LONGEST_RECONNECT, 50, TimeUnit.MILLISECONDS))
                .build();
    }

    @Bean
    LettuceConnectionFactory redisConnectionFactory(RedisProperties properties, ClientResources resources) {
        URI url = properties.url();
        int port = url.getPort() < 0 ? 6379 : url.getPort();
        var server = new RedisStandaloneConfiguration(url.getHost(), port);
        String userInfo = url.getUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            if (colon > 0) {
                server.setUsername(userInfo.substring(0, colon));
            }
            server.setPassword(RedisPassword.of(userInfo.substring(colon + 1)));
        }
        var client = LettuceClientConfiguration.builder()
                .clientResources(resources)
                .commandTimeout(properties.timeout())
                .shutdownTimeout(Duration.ofMillis(200))
                .shutdownQuietPeriod(Duration.ZERO)
                .clientOptions(ClientOptions.builder()
                        .socketOptions(SocketOptions.builder()
                                .connectTimeout(CONNECT_TIMEOUT)
                                .tcpNoDelay(true)
                                .keepAlive(true)
                                .build())
                        .timeoutOptions(TimeoutOptions.enabled())
                        .build());
        if ("rediss".equals(url.getScheme())) {
            client.useSsl();
        }
        return new LettuceConnectionFactory(server, client.build());
    }

    @Bean
    StringRedisTemplate redisTemplate(LettuceConnectionFactory connections) {
        return new StringRedisTemplate(connections);
    }
}
