package dev.kiln.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                        new WorkerProcess(8082, Mode.SERVE)));
        assertThat(properties.slotCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(properties.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesEveryKeyFromTheEnvironment() {
        WorkerProperties properties = bind(Map.of(
                "KILN_SLOTS", "7",
                "KILN_BOX", "/opt/kiln-box",
                "KILN_LANGUAGES", "/opt/languages",
                "KILN_DATA", "/var/kiln",
                "KILN_DRAIN_SECONDS", "90",
                "KILN_SANDBOX", "namespaces",
                "KILN_WORK_BYTES", "1048576",
                "KILN_WORKER_PORT", "0",
                "KILN_WORKER_MODE", "recover-once"));

        assertThat(properties)
                .isEqualTo(new WorkerProperties(
                        7,
                        Path.of("/opt/kiln-box"),
                        Path.of("/opt/languages"),
                        Path.of("/var/kiln"),
                        90,
                        SandboxChoice.NAMESPACES,
                        1L << 20,
                        new WorkerProcess(0, Mode.RECOVER_ONCE)));
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
