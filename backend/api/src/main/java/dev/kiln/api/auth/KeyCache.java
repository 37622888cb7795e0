package dev.kiln.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keys that were looked up a moment ago. A key that is revoked works for less than five seconds more; one that is not
 * known is not remembered, so that a new key works at once. A look-up notes the use of its key, once in an hour. Safe for
 * many threads.
 */
@Component
final class KeyCache {
    static final Duration MEMORY = Duration.ofSeconds(4);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);

    private final KeyIndex index;
    private final Clock clock;
    private final Cache<KeyHash, ApiKey> keys;
    private final Cache<KeyHash, Boolean> noted;

    @Autowired
    KeyCache(KeyIndex index, Clock clock) {
        this(index, clock, Ticker.systemTicker());
    }

    KeyCache(KeyIndex index, Clock clock, Ticker ticker) {
        this.index = index;
        this.clock = clock;
        this.keys = cache(MEMORY, ticker).build();
        this.noted = cache(HOUR, ticker).build();
    }

    /** @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer */
    Optional<ApiKey> find(KeyHash hash) {
        ApiKey remembered = keys.getIfPresent(hash);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<ApiKey> found = index.find(hash);
        found.ifPresent(key -> {
            keys.put(hash, key);
            noteUse(hash);
        });
        return found;
    }

    /** A use that is not noted refuses nobody: the next look-up notes it. */
    private void noteUse(KeyHash hash) {
        if (noted.getIfPresent(hash) != null) {
            return;
        }
        try {
            index.used(hash, clock.instant());
            noted.put(hash, true);
        } catch (KilnException away) {
            LOG.atDebug()
                    .setMessage("The use of a key could not be noted")
                    .addKeyValue("keyId", hash.id())
                    .setCause(away)
                    .log();
        }
    }

    /** The calling thread evicts: the common pool would be one more thing that an idle process starts. */
    private static Caffeine<Object, Object> cache(Duration memory, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(memory)
                .ticker(ticker)
                .executor(Runnable::run);
    }
}
