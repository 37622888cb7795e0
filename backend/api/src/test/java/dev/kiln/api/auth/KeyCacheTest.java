package dev.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryKeyIndex;
import dev.kiln.testkit.StoppedClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StoppedClock clock = new StoppedClock();
    private final InMemoryKeyIndex index = new InMemoryKeyIndex();
    private final KeyCache cache = new KeyCache(index, clock, nanos::get);
    private final ApiKey key =
            new ApiKey(KeyHash.of(KeySecret.create()), "test", new TenantId("tenant-a"), Set.of(Scope.READ));

    @Test
    void forgetsARevokedKeyWithinFiveSeconds() {
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

    @Test
    void notesTheUseOfAKeyOnceInAnHour() {
        index.put(key);
        cache.find(key.hash());
        Instant first = clock.instant().truncatedTo(ChronoUnit.HOURS);
        assertThat(index.lastUsed(key.hash())).contains(first);

        pass(Duration.ofMinutes(59));
        index.used(key.hash(), Instant.EPOCH);
        cache.find(key.hash());
        assertThat(index.lastUsed(key.hash())).contains(Instant.EPOCH);

        pass(Duration.ofMinutes(1));
        cache.find(key.hash());
        assertThat(index.lastUsed(key.hash())).contains(first.plus(Duration.ofHours(1)));
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }
}
