package dev.kiln.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class QueuePropertiesTest {
    @Test
    void pinsItsDefaults() {
        assertThat(policy(binder(Map.of()))).isEqualTo(QueuePolicy.standard());
        assertThat(binder(Map.of()).bindOrCreate("kiln.redis", RedisProperties.class))
                .isEqualTo(new RedisProperties(URI.create("redis://127.0.0.1:6379"), Duration.ofSeconds(5)));
    }

    @Test
    void takesEachKeyFromTheEnvironment() {
        Binder binder = binder(Map.of(
                "KILN_QUEUE_LEASE", "5s",
                "KILN_QUEUE_RETRY_ATTEMPTS", "3",
                "KILN_QUEUE_RETRY_BASE", "10ms",
                "KILN_QUEUE_RETRY_CAP", "20ms",
                "KILN_RESULT_TTL", "1h",
                "KILN_QUEUE_WAITING", "7",
                "KILN_REDIS_URL", "rediss://:secret@redis.example:7000",
                "KILN_REDIS_TIMEOUT", "1s"));

        assertThat(policy(binder))
                .isEqualTo(new QueuePolicy(
                        Duration.ofSeconds(5),
                        new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20)),
                        Duration.ofHours(1),
                        7));
        assertThat(binder.bindOrCreate("kiln.redis", RedisProperties.class))
                .isEqualTo(
                        new RedisProperties(URI.create("rediss://:secret@redis.example:7000"), Duration.ofSeconds(1)))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void namesTheKeyThatIsOutOfItsBounds() {
        assertThatThrownBy(() ->
                        binder(Map.of("KILN_QUEUE_LEASE", "1ms")).bindOrCreate("kiln.queue", QueueProperties.class))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("kiln.queue.lease: 1s to 10m");
        assertThatThrownBy(() -> binder(Map.of("KILN_REDIS_URL", "http://redis"))
                        .bindOrCreate("kiln.redis", RedisProperties.class))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("KILN_REDIS_URL");
    }

    private static QueuePolicy policy(Binder binder) {
        return binder.bindOrCreate("kiln.queue", QueueProperties.class)
                .toPolicy(binder.bindOrCreate("kiln.result", ResultProperties.class));
    }

    private static Binder binder(Map<String, Object> environment) {
        var sources = new StandardEnvironment();
        sources.getPropertySources()
                .forEach(source -> sources.getPropertySources().remove(source.getName()));
        sources.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        ConfigurationPropertySources.attach(sources);
        return Binder.get(sources);
    }
}
