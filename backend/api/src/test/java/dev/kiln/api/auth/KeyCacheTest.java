package dev.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryKeyIndex;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final InMemoryKeyIndex index = new InMemoryKeyIndex();
    private final KeyCache cache = new KeyCache(index, nanos::get);
    private final ApiKey key =
            new ApiKey(KeyHash.of(KeySecret.create()), "test", new TenantId("tenant-a"), Set.of(Scope.READ));

    @Test
    void forgetsAKeyThatWasTakenAwayWithinFiveSeconds() {
        index.put(key);
        assertThat(cache.find(key.hash())).contains(key);
        index.remove(key.hash());
        assertThat(cache.find(key.hash())).contains(key);

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(cache.find(key.hash())).isEmpty();
    }

    @Test
    void knowsANewKeyAtOnce() {
        assertThat(cache.find(key.hash())).isEmpty();

        index.put(key);

        assertThat(cache.find(key.hash())).contains(key);
    }
}
