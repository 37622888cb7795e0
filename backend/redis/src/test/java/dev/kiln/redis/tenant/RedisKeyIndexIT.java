package dev.kiln.redis.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.redis.RedisPorts;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.KeyIndexContract;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisKeyIndexIT {
    private final RedisPorts ports = new RedisPorts();
    private final KeyIndex index = new RedisKeyIndex(ports.redis());

    @AfterAll
    void close() {
        ports.close();
    }

    @Nested
    class OnRedis extends KeyIndexContract {
        @Override
        protected KeyIndex index() {
            return index;
        }
    }

    @Test
    void readsAKeyThatAnEarlierVersionWrote() {
        KeyHash hash = KeyHash.of(KeySecret.create());

        ports.redis()
                .opsForHash()
                .putAll("kiln:key:{" + hash.hex() + "}", Map.of("name", "old", "tenant", "a", "scopes", "read"));

        assertThat(index.find(hash)).contains(new ApiKey(hash, "old", new TenantId("a"), Set.of(Scope.READ)));
    }
}
