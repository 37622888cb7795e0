package dev.kiln.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keys that were looked up a moment ago. A key that is taken away works for less than five seconds more; one that is not
 * known is not remembered, so that a new key works at once. Safe for many threads.
 */
@Component
final class KeyCache {
    static final Duration MEMORY = Duration.ofSeconds(4);
    private static final int MOST = 10_000;

    private final KeyIndex index;
    private final Cache<KeyHash, ApiKey> keys;

    @Autowired
    KeyCache(KeyIndex index) {
        this(index, Ticker.systemTicker());
    }

    KeyCache(KeyIndex index, Ticker ticker) {
        this.index = index;
        // The calling thread evicts: the common pool would be one more thing that an idle process starts.
        this.keys = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer */
    Optional<ApiKey> find(KeyHash hash) {
        ApiKey remembered = keys.getIfPresent(hash);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<ApiKey> found = index.find(hash);
        found.ifPresent(key -> keys.put(hash, key));
        return found;
    }
}
