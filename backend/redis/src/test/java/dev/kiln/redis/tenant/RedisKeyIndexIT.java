package dev.kiln.redis.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.redis.RedisPorts;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedisKeyIndexIT {
    @Test
    void findsAKeyUntilItIsRemoved() {
        try (var ports = new RedisPorts()) {
            KeyIndex keys = new RedisKeyIndex(ports.redis());
            var key = new ApiKey(
                    KeyHash.of(KeySecret.create()),
                    "Ünïcode",
                    new TenantId("a"),
                    Set.of(Scope.EXECUTE, Scope.READ, Scope.ACT_AS));
            var bare = new ApiKey(KeyHash.of(KeySecret.create()), "bare", new TenantId("b"), Set.of());
            keys.put(key);
            keys.put(key);
            keys.put(bare);

            assertThat(keys.find(key.hash())).contains(key);
            assertThat(keys.find(bare.hash())).contains(bare);

            keys.remove(key.hash());
            assertThat(keys.find(key.hash())).isEmpty();
        }
    }
}
