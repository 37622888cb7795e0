package dev.kiln.sql.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyId;
import dev.kiln.tenant.TenantId;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API keys in SQL. */
public final class SqlApiKeys implements ApiKeys {
    private static final String SELECT = "select " + KeyRow.COLUMNS + " from api_key ";

    private final SqlStore store;
    private final Clock clock;

    public SqlApiKeys(SqlStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public KeptKey create(ApiKey key, int most) {
        return store.call(sql -> {
            lockTenant(sql, key.tenant());
            if (holding(sql, key.tenant()) >= most) {
                throw new KilnException(
                        ErrorCode.TOO_MANY_KEYS, "The tenant has " + most + " keys, as many as it may; revoke one.");
            }
            insert(sql, key);
            return one(sql, key.hash()).orElseThrow();
        });
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
    public Optional<KeptKey> find(KeyHash hash) {
        return store.call(sql -> one(sql, hash));
    }

    @Override
    public Optional<KeptKey> find(TenantId tenant, KeyId id) {
        return store.call(sql -> sql.sql(SELECT + "where id = :id and tenant_id = :tenant")
                .param("id", id.hex())
                .param("tenant", tenant.value())
                .query(KeyRow::read)
                .optional());
    }

    @Override
    public Optional<KeptKey> revoke(KeyHash hash) {
        return store.call(sql -> {
            sql.sql("update api_key set revoked_at = :now where hash = :hash and revoked_at is null")
                    .param("now", OffsetDateTime.now(clock))
                    .param("hash", hash.hex())
                    .update();
            return one(sql, hash);
        });
    }

    @Override
    public void used(KeyHash hash, Instant at) {
        store.call(sql -> sql.sql("""
                        update api_key set last_used_at = :at
                        where hash = :hash and (last_used_at is null or last_used_at < :at)""")
                .param("at", at.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
                .param("hash", hash.hex())
                .update());
    }

    @Override
    public List<KeptKey> page(Optional<KeyHash> after, int limit) {
        return store.call(sql -> sql.sql(SELECT + "where hash > :after order by hash limit :limit")
                .param("after", after.map(KeyHash::hex).orElse(""))
                .param("limit", PageSize.checked(limit))
                .query(KeyRow::read)
                .list());
    }

    @Override
    public List<KeptKey> page(TenantId tenant, @Nullable Position after, int limit) {
        String older = after == null ? "" : "and (created_at < :at or (created_at = :at and id < :id)) ";
        return store.call(sql -> {
            var query = sql.sql(SELECT + "where tenant_id = :tenant " + older
                            + "order by created_at desc, id desc limit :limit")
                    .param("tenant", tenant.value())
                    .param("limit", PageSize.checked(limit));
            if (after != null) {
                query.param("at", after.createdAt().atOffset(ZoneOffset.UTC))
                        .param("id", after.id().hex());
            }
            return query.query(KeyRow::read).list();
        });
    }

    /** Also puts two that make or put keys of a tenant in a row. */
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

    private int holding(JdbcClient sql, TenantId tenant) {
        return sql.sql("""
                        select count(*) from api_key
                        where tenant_id = :tenant and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("tenant", tenant.value())
                .param("now", OffsetDateTime.now(clock))
                .query(Integer.class)
                .single();
    }

    private static Optional<KeptKey> one(JdbcClient sql, KeyHash hash) {
        return sql.sql(SELECT + "where hash = :hash")
                .param("hash", hash.hex())
                .query(KeyRow::read)
                .optional();
    }

    private static int update(JdbcClient sql, ApiKey key) {
        return values(sql.sql("""
                        update api_key set name = :name, tenant_id = :tenant, scopes = :scopes, expires_at = :expires
                        where hash = :hash"""), key).update();
    }

    private void insert(JdbcClient sql, ApiKey key) {
        values(sql.sql("""
                        insert into api_key (id, hash, name, tenant_id, scopes, expires_at, created_at)
                        values (:id, :hash, :name, :tenant, :scopes, :expires, :now)"""), key)
                .param("id", key.hash().id().hex())
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    private static JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, ApiKey key) {
        Instant expires = key.expiresAt();
        return statement
                .param("hash", key.hash().hex())
                .param("name", key.name())
                .param("tenant", key.tenant().value())
                .param("scopes", KeyRow.words(key.scopes()))
                .param(
                        "expires",
                        expires == null ? null : expires.atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
