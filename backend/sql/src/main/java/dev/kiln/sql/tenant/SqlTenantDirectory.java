package dev.kiln.sql.tenant;

import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants in SQL. */
public final class SqlTenantDirectory implements TenantDirectory {
    private final SqlStore store;
    private final Clock clock;

    public SqlTenantDirectory(SqlStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return store.call(sql -> one(sql, id));
    }

    @Override
    public Tenant ensure(TenantId id, String name) {
        Tenant wanted = new Tenant(id, name, clock.instant());
        return store.call(sql -> {
            sql.sql("insert into tenant (id, name, created_at) values (:id, :name, :now) on conflict do nothing")
                    .param("id", id.value())
                    .param("name", wanted.name())
                    .param("now", OffsetDateTime.now(clock))
                    .update();
            return one(sql, id).orElseThrow();
        });
    }

    @Override
    public List<Tenant> page(Optional<TenantId> after, int limit) {
        return store.call(
                sql -> sql.sql("select id, name, created_at from tenant where id > :after order by id limit :limit")
                        .param("after", after.map(TenantId::value).orElse(""))
                        .param("limit", PageSize.checked(limit))
                        .query(SqlTenantDirectory::read)
                        .list());
    }

    private static Optional<Tenant> one(JdbcClient sql, TenantId id) {
        return sql.sql("select id, name, created_at from tenant where id = :id")
                .param("id", id.value())
                .query(SqlTenantDirectory::read)
                .optional();
    }

    private static Tenant read(ResultSet row, int number) throws SQLException {
        return new Tenant(
                new TenantId(row.getString("id")),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
