package dev.kiln.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.InMemoryKeyIndex;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyProjectorTest {
    private final Kept keys = new Kept();
    private final InMemoryKeyIndex index = new InMemoryKeyIndex();

    @Test
    void writesEveryKeyWhateverTheirNumber() {
        List<ApiKey> all = Stream.generate(KeyProjectorTest::key).limit(1_001).toList();
        all.forEach(keys::put);

        new KeyProjector(keys, index).project();

        assertThat(all).allSatisfy(key -> assertThat(index.find(key.hash())).contains(key));
    }

    @Test
    void takesARevokedKeyOut() {
        ApiKey key = key();
        index.put(key);
        keys.put(key);
        keys.revoke(key.hash());

        new KeyProjector(keys, index).project();

        assertThat(index.find(key.hash())).isEmpty();
    }

    @Test
    void writesThemWhenTheIndexIsBack() {
        ApiKey key = key();
        keys.put(key);
        Away away = new Away(index);
        KeyProjector projector = new KeyProjector(keys, away);

        projector.start();
        try {
            await().until(() -> away.asked);
            assertThat(projector.isCurrent()).isFalse();
            away.back = true;

            await().untilAsserted(() -> assertThat(index.find(key.hash())).contains(key));
        } finally {
            projector.stop();
        }
    }

    private static ApiKey key() {
        return new ApiKey(KeyHash.of(KeySecret.create()), "a key", new TenantId("default"), Set.of(Scope.READ));
    }

    /** The keys as SQL would keep them; its contract is held where SQL is. */
    private static final class Kept implements ApiKeys {
        private final NavigableMap<String, KeptKey> rows = new TreeMap<>();

        @Override
        public void put(ApiKey key) {
            rows.put(key.hash().hex(), new KeptKey(key, false));
        }

        @Override
        public Optional<ApiKey> find(KeyHash hash) {
            return Optional.ofNullable(rows.get(hash.hex()))
                    .filter(row -> !row.revoked())
                    .map(KeptKey::key);
        }

        @Override
        public boolean revoke(KeyHash hash) {
            return rows.computeIfPresent(hash.hex(), (_, row) -> new KeptKey(row.key(), true)) != null;
        }

        @Override
        public List<KeptKey> page(Optional<KeyHash> after, int limit) {
            return rows.tailMap(after.map(KeyHash::hex).orElse(""), false).values().stream()
                    .limit(limit)
                    .toList();
        }
    }

    /** An index that does not answer until it is back. */
    private static final class Away implements KeyIndex {
        private final KeyIndex index;
        volatile boolean asked;
        volatile boolean back;

        Away(KeyIndex index) {
            this.index = index;
        }

        @Override
        public Optional<ApiKey> find(KeyHash hash) {
            return answering().find(hash);
        }

        @Override
        public void put(ApiKey key) {
            answering().put(key);
        }

        @Override
        public void remove(KeyHash hash) {
            answering().remove(hash);
        }

        private KeyIndex answering() {
            asked = true;
            if (!back) {
                throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "away");
            }
            return index;
        }
    }
}
