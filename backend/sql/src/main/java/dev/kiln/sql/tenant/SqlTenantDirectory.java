package dev.kiln.sql.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants in SQL. */
public final class SqlTenantDirectory implements TenantDirectory {
    private static final String SELECT =
            "select id, name, suspended, weight, waiting, running, cpu_millis_per_day, created_at from tenant ";

    private final SqlStore store;
    private final Clock clock;

    public SqlTenantDirectory(SqlStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return store.call(sql -> one(sql, id, ""));
    }

    @Override
    public Tenant ensure(TenantId id, String name) {
        Tenant wanted = new Tenant(id, name, clock.instant());
        return store.call(sql -> {
            insert(sql, wanted);
            return one(sql, id, "").orElseThrow();
        });
    }

    @Override
    public Tenant create(TenantId id, String name, @Nullable Quota quota) {
        Tenant wanted = new Tenant(id, name, clock.instant()).withQuota(quota);
        return store.call(sql -> {
            if (insert(sql, wanted) == 0) {
                throw KilnException.ofField(ErrorCode.ALREADY_EXISTS, "id", "There is a tenant " + id + ".");
            }
            return one(sql, id, "").orElseThrow();
        });
    }

    @Override
    public Optional<Tenant> change(TenantId id, UnaryOperator<Tenant> change) {
        return store.call(sql -> one(sql, id, " for update").map(before -> {
            Tenant after = change.apply(before);
            if (!after.equals(before)) {
                update(sql, id, after);
            }
            return after;
        }));
    }

    @Override
    public List<Tenant> page(Optional<TenantId> after, int limit) {
        return store.call(sql -> sql.sql(SELECT + "where id > :after order by id limit :limit")
                .param("after", after.map(TenantId::value).orElse(""))
                .param("limit", PageSize.checked(limit))
                .query(SqlTenantDirectory::read)
                .list());
    }

    private static Optional<Tenant> one(JdbcClient sql, TenantId id, String lock) {
        return sql.sql(SELECT + "where id = :id" + lock)
                .param("id", id.value())
                .query(SqlTenantDirectory::read)
                .optional();
    }

    private static int insert(JdbcClient sql, Tenant tenant) {
        return values(sql.sql("""
                        insert into tenant (id, name, suspended, weight, waiting, running, cpu_millis_per_day, created_at)
                        values (:id, :name, :suspended, :weight, :waiting, :running, :cpu, :created)
                        on conflict do nothing"""), tenant.id(), tenant)
                .param("created", tenant.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void update(JdbcClient sql, TenantId id, Tenant tenant) {
        values(sql.sql("""
                        update tenant set name = :name, suspended = :suspended, weight = :weight, waiting = :waiting,
                            running = :running, cpu_millis_per_day = :cpu
                        where id = :id"""), id, tenant).update();
    }

    private static JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, TenantId id, Tenant tenant) {
        Quota quota = tenant.quota();
        return statement
                .param("id", id.value())
                .param("name", tenant.name())
                .param("suspended", tenant.isSuspended())
                .param("weight", quota == null ? null : quota.weight(), Types.INTEGER)
                .param("waiting", quota == null ? null : quota.waiting(), Types.INTEGER)
                .param("running", quota == null ? null : quota.running(), Types.INTEGER)
                .param("cpu", quota == null ? null : quota.cpuMillisPerDay(), Types.BIGINT);
    }

    private static Tenant read(ResultSet row, int number) throws SQLException {
        return new Tenant(
                new TenantId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("suspended") ? Tenant.State.SUSPENDED : Tenant.State.ACTIVE,
                quota(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Quota quota(ResultSet row) throws SQLException {
        return row.getObject("weight") == null
                ? null
                : new Quota(
                        row.getInt("weight"),
                        row.getInt("waiting"),
                        row.getInt("running"),
                        row.getLong("cpu_millis_per_day"),
                        false);
    }
}
