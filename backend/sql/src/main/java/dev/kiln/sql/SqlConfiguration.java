package dev.kiln.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.kiln.account.Accounts;
import dev.kiln.account.SignInLinks;
import dev.kiln.sql.account.SqlAccounts;
import dev.kiln.sql.account.SqlSignInLinks;
import dev.kiln.sql.tenant.SqlApiKeys;
import dev.kiln.sql.tenant.SqlTenantDirectory;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.TenantDirectory;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** Wires the ports that SQL stands behind. Needs a {@link Clock} and the property {@code kiln.data}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SqlProperties.class)
public class SqlConfiguration {
    @Bean
    HikariDataSource dataSource(SqlProperties properties, @Value("${kiln.data}") Path data) {
        return Database.open(properties, data);
    }

    @Bean
    SqlStore sqlStore(HikariDataSource source) {
        return new SqlStore(source);
    }

    @Bean
    Accounts accounts(SqlStore store, Clock clock) {
        return new SqlAccounts(store, PasswordEncoderFactories.createDelegatingPasswordEncoder(), clock);
    }

    @Bean
    SignInLinks signInLinks(SqlStore store, Clock clock) {
        return new SqlSignInLinks(store, clock);
    }

    @Bean
    TenantDirectory tenantDirectory(SqlStore store, Clock clock) {
        return new SqlTenantDirectory(store, clock);
    }

    @Bean
    ApiKeys apiKeys(SqlStore store, Clock clock) {
        return new SqlApiKeys(store, clock);
    }
}
