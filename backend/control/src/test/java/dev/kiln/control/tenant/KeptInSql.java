package dev.kiln.control.tenant;

import dev.kiln.sql.SqlConfiguration;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.TenantDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** What is kept in an embedded database of a test's own. */
final class KeptInSql implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    KeptInSql(Path folder, Clock clock) {
        context = new SpringApplicationBuilder(SqlConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("kiln.data", folder.toString(), "spring.main.banner-mode", "off"))
                .properties(Map.of("spring.config.location", "optional:classpath:/none/"))
                .initializers(application ->
                        ((GenericApplicationContext) application).registerBean("clock", Clock.class, () -> clock))
                .run();
    }

    ApiKeys keys() {
        return context.getBean(ApiKeys.class);
    }

    TenantDirectory tenants() {
        return context.getBean(TenantDirectory.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
