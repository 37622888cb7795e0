package dev.kiln.testkit;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The key index as maps. Safe for many threads. */
public final class InMemoryKeyIndex implements KeyIndex {
    private final ConcurrentMap<KeyHash, ApiKey> keys = new ConcurrentHashMap<>();
    private final ConcurrentMap<KeyHash, Instant> uses = new ConcurrentHashMap<>();

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        return Optional.ofNullable(keys.get(hash));
    }

    @Override
    public void put(ApiKey key) {
        keys.put(key.hash(), key);
    }

    @Override
    public void remove(KeyHash hash) {
        keys.remove(hash);
        uses.remove(hash);
    }

    @Override
    public void used(KeyHash hash, Instant at) {
        if (keys.containsKey(hash)) {
            uses.put(hash, at.truncatedTo(ChronoUnit.HOURS));
        }
    }

    @Override
    public Optional<Instant> lastUsed(KeyHash hash) {
        return Optional.ofNullable(uses.get(hash));
    }
}
