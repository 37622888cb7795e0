package dev.kiln.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.ReplayPolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.tenant.Quota;
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
        Binder binder = binder(Map.ofEntries(
                Map.entry("KILN_QUEUE_LEASE", "5s"),
                Map.entry("KILN_QUEUE_RETRY_ATTEMPTS", "3"),
                Map.entry("KILN_QUEUE_RETRY_BASE", "10ms"),
                Map.entry("KILN_QUEUE_RETRY_CAP", "20ms"),
                Map.entry("KILN_QUEUE_SPOT_HANDBACKS", "4"),
                Map.entry("KILN_QUEUE_POISON_WORKERS", "5"),
                Map.entry("KILN_QUEUE_REPLAY_TIMES", "6"),
                Map.entry("KILN_QUEUE_REPLAY_DELAY", "1m"),
                Map.entry("KILN_QUEUE_DEAD_RETENTION", "2d"),
                Map.entry("KILN_QUEUE_TENANT_WAITING", "8"),
                Map.entry("KILN_QUEUE_TENANT_RUNNING", "9"),
                Map.entry("KILN_QUEUE_TENANT_CPU", "2h"),
                Map.entry("KILN_RESULT_TTL", "1h"),
                Map.entry("KILN_QUEUE_WAITING", "7"),
                Map.entry("KILN_REDIS_URL", "rediss://:secret@redis.example:7000"),
                Map.entry("KILN_REDIS_TIMEOUT", "1s")));

        assertThat(policy(binder))
                .isEqualTo(new QueuePolicy(
                        Duration.ofSeconds(5),
                        new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20)),
                        new ReplayPolicy(4, 5, 6, Duration.ofMinutes(1), Duration.ofDays(2)),
                        Duration.ofHours(1),
                        7,
                        new Quota(1, 8, 9, 7_200_000, false)));
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
