package dev.kiln.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kiln.sql.tenant.SqlApiKeys;
import dev.kiln.sql.tenant.SqlTenantDirectory;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What was kept by an earlier version is there after the start of this one. */
abstract class UpgradeContract {
    private static final TenantId DEFAULT = new TenantId("default");
    private static final KeyHash HELD = new KeyHash("0a1b2c3d4e5f60718293".repeat(3) + "abcd");
    private static final KeyHash REVOKED = new KeyHash("ff".repeat(32));

    /** A database that nobody else uses. */
    protected abstract SqlProperties database();

    protected abstract Path data();

    @Test
    void findsTenantsAndKeysThatWereKeptBeforeThereWereQuotas() throws Exception {
        SqlProperties properties = database();
        keepAsVersionTwoDid(properties);

        try (HikariDataSource source = Database.open(properties, data())) {
            var store = new SqlStore(source);
            var tenants = new SqlTenantDirectory(store, Clock.systemUTC());
            var keys = new SqlApiKeys(store, Clock.systemUTC());

            assertThat(tenants.find(DEFAULT))
                    .contains(new Tenant(DEFAULT, "Default", Instant.parse("2026-01-02T03:04:05Z")));
            ApiKey held = new ApiKey(HELD, "First key", DEFAULT, Set.of(Scope.EXECUTE, Scope.READ));
            assertThat(keys.find(DEFAULT, HELD.id())).map(KeptKey::key).contains(held);
            assertThat(keys.find(REVOKED))
                    .hasValueSatisfying(key -> assertThat(key.isRevoked()).isTrue());
            assertThat(tenants.change(DEFAULT, tenant -> tenant.withQuota(Quota.standard())))
                    .isPresent();
        }
    }

    private void keepAsVersionTwoDid(SqlProperties properties) throws Exception {
        if (properties.url() == null) {
            Files.createDirectory(data().resolve("sql"));
        }
        try (HikariDataSource source = new HikariDataSource(Database.config(properties, data()))) {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .target("2")
                    .load()
                    .migrate();
            try (var connection = source.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("insert into tenant (id, name, created_at)"
                        + " values ('default', 'Default', timestamp with time zone '2026-01-02 03:04:05+00')");
                statement.execute(
                        "insert into api_key (hash, name, tenant_id, scopes, created_at, revoked_at) values ('"
                                + HELD.hex() + "', 'First key', 'default', 'execute,read', current_timestamp, null), ('"
                                + REVOKED.hex()
                                + "', 'Lost', 'default', 'read', current_timestamp, current_timestamp)");
            }
        }
    }
}
