package dev.kiln.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.queue.Capacity;
import dev.kiln.redis.RedisProperties;
import dev.kiln.worker.WorkerProperties.Mode;
import dev.kiln.worker.WorkerProperties.SandboxChoice;
import dev.kiln.worker.WorkerProperties.WorkerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WorkerPropertiesTest {
    @Test
    void hasTheseDefaults() {
        WorkerProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(new WorkerProperties(
                        null,
                        null,
                        null,
                        null,
                        10,
                        SandboxChoice.AUTO,
                        256L << 20,
                        new WorkerProcess(8082, Mode.SERVE, Capacity.ON_DEMAND, null)));
        assertThat(properties.slotCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(properties.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesEveryKeyFromTheEnvironment() {
        WorkerProperties properties = bind(Map.ofEntries(
                Map.entry("KILN_SLOTS", "7"),
                Map.entry("KILN_BOX", "/opt/kiln-box"),
                Map.entry("KILN_LANGUAGES", "/opt/languages"),
                Map.entry("KILN_DATA", "/var/kiln"),
                Map.entry("KILN_DRAIN_SECONDS", "90"),
                Map.entry("KILN_SANDBOX", "namespaces"),
                Map.entry("KILN_WORK_BYTES", "1048576"),
                Map.entry("KILN_WORKER_PORT", "0"),
                Map.entry("KILN_WORKER_MODE", "recover-once"),
                Map.entry("KILN_WORKER_CAPACITY", "spot"),
                Map.entry("KILN_WORKER_ZONE", "eu-central-1a")));

        assertThat(properties)
                .isEqualTo(new WorkerProperties(
                        7,
                        Path.of("/opt/kiln-box"),
                        Path.of("/opt/languages"),
                        Path.of("/var/kiln"),
                        90,
                        SandboxChoice.NAMESPACES,
                        1L << 20,
                        new WorkerProcess(0, Mode.RECOVER_ONCE, Capacity.SPOT, "eu-central-1a")));
    }

    @Test
    void takesTheUrlOfRedisFromTheEnvironment() {
        RedisProperties redis = binder(Map.of("KILN_REDIS_URL", "redis://:secret@redis.example:6380"))
                .bindOrCreate("kiln.redis", RedisProperties.class);

        assertThat(redis.url()).isEqualTo(URI.create("redis://:secret@redis.example:6380"));
    }

    @ParameterizedTest
    @CsvSource({
        "KILN_SLOTS,0",
        "KILN_SLOTS,1025",
        "KILN_DRAIN_SECONDS,-1",
        "KILN_DRAIN_SECONDS,3601",
        "KILN_WORK_BYTES,1048575",
        "KILN_WORKER_PORT,65536"
    })
    void refusesWhatIsOutOfBoundsAndNamesTheKey(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).rootCause().hasMessageContaining(name);
    }

    private static WorkerProperties bind(Map<String, Object> environment) {
        return binder(environment).bindOrCreate("kiln", WorkerProperties.class);
    }

    private static Binder binder(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment);
    }
}
