package dev.kiln.sql.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API keys in SQL. */
public final class SqlApiKeys implements ApiKeys {
    private static final String COLUMNS = "hash, name, tenant_id, scopes, revoked_at";

    private final SqlStore store;
    private final Clock clock;

    public SqlApiKeys(SqlStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void put(ApiKey key) {
        store.call(sql -> {
            lockTenant(sql, key.tenant());
            if (update(sql, key) == 0) {
                insert(sql, key);
            }
            return true;
        });
    }

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        return store.call(
                sql -> sql.sql("select " + COLUMNS + " from api_key where hash = :hash and revoked_at is null")
                        .param("hash", hash.hex())
                        .query(SqlApiKeys::read)
                        .optional()
                        .map(KeptKey::key));
    }

    @Override
    public boolean revoke(KeyHash hash) {
        return store.call(
                sql -> sql.sql("update api_key set revoked_at = coalesce(revoked_at, :now) where hash = :hash")
                                .param("now", OffsetDateTime.now(clock))
                                .param("hash", hash.hex())
                                .update()
                        == 1);
    }

    @Override
    public List<KeptKey> page(Optional<KeyHash> after, int limit) {
        return store.call(
                sql -> sql.sql("select " + COLUMNS + " from api_key where hash > :after order by hash limit :limit")
                        .param("after", after.map(KeyHash::hex).orElse(""))
                        .param("limit", PageSize.checked(limit))
                        .query(SqlApiKeys::read)
                        .list());
    }

    /** Also puts two that put the same key in a row. */
    private static void lockTenant(JdbcClient sql, TenantId tenant) {
        boolean known = sql.sql("select id from tenant where id = :id for update")
                .param("id", tenant.value())
                .query(String.class)
                .optional()
                .isPresent();
        if (!known) {
            throw new KilnException(ErrorCode.NOT_FOUND, "There is no tenant " + tenant + ".");
        }
    }

    private static int update(JdbcClient sql, ApiKey key) {
        return sql.sql("update api_key set name = :name, tenant_id = :tenant, scopes = :scopes where hash = :hash")
                .param("name", key.name())
                .param("tenant", key.tenant().value())
                .param("scopes", words(key.scopes()))
                .param("hash", key.hash().hex())
                .update();
    }

    private void insert(JdbcClient sql, ApiKey key) {
        sql.sql("""
                        insert into api_key (hash, name, tenant_id, scopes, created_at)
                        values (:hash, :name, :tenant, :scopes, :now)""")
                .param("hash", key.hash().hex())
                .param("name", key.name())
                .param("tenant", key.tenant().value())
                .param("scopes", words(key.scopes()))
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    private static String words(Set<Scope> scopes) {
        return scopes.stream().map(Scope::word).sorted().collect(Collectors.joining(","));
    }

    private static KeptKey read(ResultSet row, int number) throws SQLException {
        String words = row.getString("scopes");
        Set<Scope> scopes = words.isEmpty()
                ? Set.of()
                : Arrays.stream(words.split(",", -1)).map(Scope::ofWord).collect(Collectors.toSet());
        ApiKey key = new ApiKey(
                new KeyHash(row.getString("hash")),
                row.getString("name"),
                new TenantId(row.getString("tenant_id")),
                scopes);
        return new KeptKey(key, row.getObject("revoked_at") != null);
    }
}
