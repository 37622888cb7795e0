package dev.kiln.redis.tenant;

import dev.kiln.redis.Script;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * One hash for each key, tagged by the key's own hash so that keys spread over the slots. Safe for many threads.
 *
 * <pre>
 * name  tenant  scopes   as they were put; scopes are words with a blank between
 * expires                ms since 1970, or '' for a key that does not end; earlier versions do not write it
 * used                   the hour of its last use, ms since 1970; only where it was used
 * </pre>
 */
public final class RedisKeyIndex implements KeyIndex {
    private static final String USED = "used";

    private final Script<String> used = Script.load(RedisKeyIndex.class, USED, String.class);
    private final StringRedisTemplate redis;

    public RedisKeyIndex(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        try {
            Map<String, String> fields = hashes().entries(keyOf(hash));
            return fields.isEmpty() ? Optional.empty() : Optional.of(read(hash, fields));
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public void put(ApiKey key) {
        String scopes = key.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" "));
        Instant end = key.expiresAt();
        String expires = end == null ? "" : Long.toString(end.toEpochMilli());
        Map<String, String> fields =
                Map.of("name", key.name(), "tenant", key.tenant().value(), "scopes", scopes, "expires", expires);
        try {
            hashes().putAll(keyOf(key.hash()), fields);
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public void remove(KeyHash hash) {
        try {
            redis.delete(keyOf(hash));
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public void used(KeyHash hash, Instant at) {
        long hour = at.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        used.run(redis, List.of(keyOf(hash)), Long.toString(hour));
    }

    @Override
    public Optional<Instant> lastUsed(KeyHash hash) {
        try {
            return Optional.ofNullable(hashes().get(keyOf(hash), USED))
                    .map(Long::parseLong)
                    .map(Instant::ofEpochMilli);
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    private HashOperations<String, String, String> hashes() {
        return redis.opsForHash();
    }

    private static ApiKey read(KeyHash hash, Map<String, String> fields) {
        Set<Scope> scopes = Arrays.stream(required(fields, "scopes").split(" "))
                .filter(word -> !word.isEmpty())
                .map(Scope::ofWord)
                .collect(Collectors.toUnmodifiableSet());
        String expires = fields.getOrDefault("expires", "");
        return new ApiKey(
                hash,
                required(fields, "name"),
                new TenantId(required(fields, "tenant")),
                scopes,
                expires.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(expires)));
    }

    private static String required(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static String keyOf(KeyHash hash) {
        return "kiln:key:{" + hash.hex() + "}";
    }
}
