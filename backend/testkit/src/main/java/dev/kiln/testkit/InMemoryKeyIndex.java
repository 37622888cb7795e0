package dev.kiln.testkit;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The key index as a map. Safe for many threads. */
public final class InMemoryKeyIndex implements KeyIndex {
    private final ConcurrentMap<KeyHash, ApiKey> keys = new ConcurrentHashMap<>();

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
    }
}
