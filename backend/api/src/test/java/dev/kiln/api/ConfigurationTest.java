package dev.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.api.limits.LimitProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class ConfigurationTest {
    static Stream<Setting> settings() {
        return Stream.of(
                api("KILN_HOST", "127.0.0.1", "127.0.0.1", "::1", "::1", ApiProperties::host),
                api("KILN_LANGUAGES", "languages", "languages", "/x", "/x", ApiProperties::languages),
                api("KILN_API_PORT", "8081", 8081, "1", 1, all -> all.api().port()),
                api(
                        "KILN_API_CONNECTIONS",
                        "10000",
                        10_000,
                        "7",
                        7,
                        all -> all.api().connections()),
                api(
                        "KILN_API_BODY_MAXIMUM",
                        "16MB",
                        mebibytes(16),
                        "1MB",
                        mebibytes(1),
                        all -> all.api().body().maximum()),
                api(
                        "KILN_API_BODY_BUDGET",
                        "32MB",
                        mebibytes(32),
                        "64MB",
                        mebibytes(64),
                        all -> all.api().body().budget()),
                api(
                        "KILN_API_BODY_TIME",
                        "30s",
                        Duration.ofSeconds(30),
                        "1m",
                        Duration.ofMinutes(1),
                        all -> all.api().body().time()),
                api(
                        "KILN_ADMIN_HOST",
                        "127.0.0.1",
                        "127.0.0.1",
                        "::1",
                        "::1",
                        all -> all.admin().host()),
                api("KILN_ADMIN_PORT", "8083", 8083, "1", 1, all -> all.admin().port()),
                api(
                        "KILN_BENCH_ENABLED",
                        "false",
                        false,
                        "true",
                        true,
                        all -> all.bench().enabled()),
                limit(
                        "DEFAULT_CPU",
                        "5s",
                        Duration.ofSeconds(5),
                        "1s",
                        Duration.ofSeconds(1),
                        all -> all.defaults().cpu()),
                limit(
                        "DEFAULT_WALL",
                        "10s",
                        Duration.ofSeconds(10),
                        "1s",
                        Duration.ofSeconds(1),
                        all -> all.defaults().wall()),
                limit(
                        "DEFAULT_MEMORY",
                        "256MB",
                        mebibytes(256),
                        "1MB",
                        mebibytes(1),
                        all -> all.defaults().memory()),
                limit(
                        "DEFAULT_PROCESSES",
                        "64",
                        64,
                        "1",
                        1,
                        all -> all.defaults().processes()),
                limit(
                        "DEFAULT_OUTPUT",
                        "1MB",
                        mebibytes(1),
                        "2MB",
                        mebibytes(2),
                        all -> all.defaults().output()),
                limit(
                        "DEFAULT_FILE",
                        "10MB",
                        mebibytes(10),
                        "1MB",
                        mebibytes(1),
                        all -> all.defaults().file()),
                limit(
                        "MAXIMUM_CPU",
                        "15s",
                        Duration.ofSeconds(15),
                        "1m",
                        Duration.ofMinutes(1),
                        all -> all.maximum().cpu()),
                limit(
                        "MAXIMUM_WALL",
                        "30s",
                        Duration.ofSeconds(30),
                        "1m",
                        Duration.ofMinutes(1),
                        all -> all.maximum().wall()),
                limit(
                        "MAXIMUM_MEMORY",
                        "512MB",
                        mebibytes(512),
                        "1GB",
                        mebibytes(1024),
                        all -> all.maximum().memory()),
                limit(
                        "MAXIMUM_PROCESSES",
                        "128",
                        128,
                        "129",
                        129,
                        all -> all.maximum().processes()),
                limit(
                        "MAXIMUM_OUTPUT",
                        "16MB",
                        mebibytes(16),
                        "17MB",
                        mebibytes(17),
                        all -> all.maximum().output()),
                limit(
                        "MAXIMUM_FILE",
                        "64MB",
                        mebibytes(64),
                        "65MB",
                        mebibytes(65),
                        all -> all.maximum().file()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void hasItsDefaultItsVariableAndItsPlaceInTheDocumentation(Setting setting) throws IOException {
        String table = Files.readString(Path.of("../../docs/configuration.md"));

        assertThat(setting.read.apply(binder(Map.of()))).isEqualTo(setting.defaultValue);
        assertThat(setting.read.apply(binder(Map.of(setting.variable, setting.other))))
                .isEqualTo(setting.otherValue);
        assertThat(table)
                .contains("| `" + setting.variable + "` | `" + setting.key() + "` | `" + setting.defaultText + "` |");
    }

    @Test
    void isRefusedOutsideItsBoundsWithItsVariable() {
        Map<String, String> wrong = Map.of(
                "KILN_HOST", " ",
                "KILN_API_PORT", "65536",
                "KILN_ADMIN_PORT", "-1",
                "KILN_API_CONNECTIONS", "0",
                "KILN_API_BODY_MAXIMUM", "65MB",
                "KILN_API_BODY_BUDGET", "15MB",
                "KILN_API_BODY_TIME", "11m");
        wrong.forEach((variable, value) -> assertThatThrownBy(
                        () -> binder(Map.of(variable, value)).bindOrCreate("kiln", ApiProperties.class))
                .as(variable)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(variable));
        Map<String, String> limits = Map.of(
                "KILN_LIMITS_DEFAULT_CPU", "16s",
                "KILN_LIMITS_DEFAULT_PROCESSES", "0",
                "KILN_LIMITS_MAXIMUM_MEMORY", "-1MB");
        limits.forEach((variable, value) -> assertThatThrownBy(
                        () -> binder(Map.of(variable, value)).bindOrCreate("kiln.limits", LimitProperties.class))
                .as(variable)
                .rootCause()
                .hasMessageContaining(variable));
    }

    private static Binder binder(Map<String, String> environment) {
        var variables = new StandardEnvironment();
        variables
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        ConfigurationPropertySources.attach(variables);
        return Binder.get(variables);
    }

    private static DataSize mebibytes(int count) {
        return DataSize.ofMegabytes(count);
    }

    private static Setting api(
            String variable,
            String defaultText,
            Object defaultValue,
            String other,
            Object otherValue,
            Function<ApiProperties, Object> read) {
        return new Setting(
                variable,
                defaultText,
                defaultValue,
                other,
                otherValue,
                binder -> read.apply(binder.bindOrCreate("kiln", ApiProperties.class)));
    }

    private static Setting limit(
            String name,
            String defaultText,
            Object defaultValue,
            String other,
            Object otherValue,
            Function<LimitProperties, Object> read) {
        return new Setting(
                "KILN_LIMITS_" + name,
                defaultText,
                defaultValue,
                other,
                otherValue,
                binder -> read.apply(binder.bindOrCreate("kiln.limits", LimitProperties.class)));
    }

    record Setting(
            String variable,
            String defaultText,
            Object defaultValue,
            String other,
            Object otherValue,
            Function<Binder, Object> read) {
        String key() {
            return variable.toLowerCase(Locale.ROOT).replace('_', '.');
        }

        @Override
        public String toString() {
            return variable;
        }
    }
}
