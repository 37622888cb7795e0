package dev.kiln.sql.tenant;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a key stands in its row. */
final class KeyRow {
    static final String COLUMNS = "hash, name, tenant_id, scopes, created_at, expires_at, last_used_at, revoked_at";

    private KeyRow() {}

    static String words(Set<Scope> scopes) {
        return scopes.stream().map(Scope::word).sorted().collect(Collectors.joining(","));
    }

    static KeptKey read(ResultSet row, int number) throws SQLException {
        String words = row.getString("scopes");
        Set<Scope> scopes = words.isEmpty()
                ? Set.of()
                : Arrays.stream(words.split(",", -1)).map(Scope::ofWord).collect(Collectors.toSet());
        ApiKey key = new ApiKey(
                new KeyHash(row.getString("hash")),
                row.getString("name"),
                new TenantId(row.getString("tenant_id")),
                scopes,
                instant(row, "expires_at"));
        return new KeptKey(
                key,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
