package dev.kiln.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.redis.RedisProperties;
import dev.kiln.sql.SqlProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class ConfigurationTest {
    @Test
    void hasTheseDefaults() throws IOException {
        Binder binder = Binder.get(environment(Map.of()));

        assertThat(control(binder))
                .isEqualTo(new ControlProperties(
                        "127.0.0.1",
                        8080,
                        URI.create("http://127.0.0.1:8081"),
                        "data",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "none"));
        assertThat(binder.bind("kiln.sql", SqlProperties.class).get()).isEqualTo(SqlProperties.embedded());
        assertThat(binder.bindOrCreate("kiln.redis", RedisProperties.class).url())
                .isEqualTo(URI.create("redis://127.0.0.1:6379"));
    }

    @Test
    void readsEachKeyFromItsVariable() throws IOException {
        Binder binder = Binder.get(environment(Map.ofEntries(
                Map.entry("KILN_HOST", "0.0.0.0"),
                Map.entry("KILN_PORT", "9090"),
                Map.entry("KILN_API_URL", "https://api.example"),
                Map.entry("KILN_DATA", "/var/lib/kiln"),
                Map.entry("KILN_LANGUAGES", "/etc/kiln/languages"),
                Map.entry("KILN_ADMIN_PASSWORD_FILE", "/run/password"),
                Map.entry("KILN_BOOTSTRAP_KEY_FILE", "/run/key"),
                Map.entry("KILN_OPERATOR_KEY_FILE", "/run/operator-key"),
                Map.entry("KILN_CONTROL_KEY_FILE", "/run/control-key"),
                Map.entry("KILN_SIGN_IN_TOKEN", "0123456789abcdef0123456789abcdef"),
                Map.entry("KILN_FORWARDED_HEADERS", "native"),
                Map.entry("KILN_SQL_URL", "jdbc:postgresql://db/kiln"),
                Map.entry("KILN_SQL_USER", "kiln"),
                Map.entry("KILN_SQL_PASSWORD_FILE", "/run/sql-password"),
                Map.entry("KILN_REDIS_URL", "rediss://redis.example:6380"))));

        assertThat(control(binder))
                .isEqualTo(new ControlProperties(
                        "0.0.0.0",
                        9090,
                        URI.create("https://api.example"),
                        "/var/lib/kiln",
                        "/etc/kiln/languages",
                        "/run/password",
                        "/run/key",
                        "/run/operator-key",
                        "/run/control-key",
                        "0123456789abcdef0123456789abcdef",
                        "native"));
        assertThat(binder.bind("kiln.sql", SqlProperties.class).get())
                .isEqualTo(new SqlProperties("jdbc:postgresql://db/kiln", "kiln", Path.of("/run/sql-password")));
        assertThat(binder.bind("kiln.redis", RedisProperties.class).get().url())
                .isEqualTo(URI.create("rediss://redis.example:6380"));
    }

    @ParameterizedTest
    @CsvSource({
        "KILN_PORT, 70000",
        "KILN_HOST, ' '",
        "KILN_API_URL, localhost:8081",
        "KILN_API_URL, ftp://api.example",
        "KILN_SIGN_IN_TOKEN, tooshort",
        "KILN_FORWARDED_HEADERS, framework"
    })
    void namesTheVariableThatIsWrong(String variable, String value) throws IOException {
        Binder binder = Binder.get(environment(Map.of(variable, value)));

        assertThatThrownBy(() -> control(binder)).rootCause().hasMessageContaining("(" + variable + ")");
    }

    @Test
    void neverWritesTheTokenIntoALog() throws IOException {
        ControlProperties properties =
                control(Binder.get(environment(Map.of("KILN_SIGN_IN_TOKEN", "0123456789abcdef0123456789abcdef"))));

        assertThat(properties.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void isDocumentedKeyByKey() throws IOException {
        String all = Files.readString(Path.of("../../docs/configuration.md"));
        String section = all.substring(all.indexOf("## Control plane")).split("\n## ", -1)[0];
        Set<String> documented = variables(section);

        assertThat(documented)
                .containsAll(
                        variables(new ClassPathResource("application.yaml").getContentAsString(StandardCharsets.UTF_8)))
                .contains("KILN_REDIS_URL");
    }

    private static Set<String> variables(String text) {
        Set<String> found = new TreeSet<>();
        Pattern.compile("KILN_[A-Z_]+").matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    private static ControlProperties control(Binder binder) {
        return binder.bind("kiln", ControlProperties.class).get();
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment").forEach(environment.getPropertySources()::remove);
        environment.getPropertySources().addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
