package dev.kiln.sql.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.ApiKeys.Position;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class ApiKeysContract {
    private static final TenantId DEFAULT = new TenantId("default");
    private static final TenantId OTHER = new TenantId("other");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final SetClock clock = new SetClock();
    private ApiKeys keys;

    protected abstract SqlStore store();

    @BeforeEach
    void twoTenants() {
        keys = new SqlApiKeys(store(), clock);
        store().call(sql -> sql.sql("delete from account").update()
                + sql.sql("delete from api_key").update()
                + sql.sql("delete from tenant").update());
        var tenants = new SqlTenantDirectory(store(), clock);
        tenants.ensure(DEFAULT, "Default");
        tenants.ensure(OTHER, "Other");
    }

    @Test
    void keepsAKeyAndItsScopes() {
        ApiKey key = key(Set.of(Scope.EXECUTE, Scope.ACT_AS));
        ApiKey bare = key(Set.of());

        keys.put(key);
        keys.put(bare);

        assertThat(keys.find(key.hash())).contains(new KeptKey(key, NOW, null, null));
        assertThat(keys.find(bare.hash())).map(KeptKey::key).contains(bare);
        assertThat(keys.find(KeyHash.of(KeySecret.create()))).isEmpty();
    }

    @Test
    void findsAKeyByItsIdInItsTenantAlone() {
        ApiKey key = key(Set.of(Scope.READ));
        keys.put(key);

        assertThat(keys.find(DEFAULT, key.hash().id())).map(KeptKey::key).contains(key);
        assertThat(keys.find(OTHER, key.hash().id())).isEmpty();
    }

    @Test
    void keepsWhenAKeyEnds() {
        ApiKey ending = new ApiKey(KeyHash.of(KeySecret.create()), "ending", DEFAULT, Set.of(), NOW.plusSeconds(60));
        keys.put(ending);

        KeptKey kept = keys.find(ending.hash()).orElseThrow();

        assertThat(kept.key()).isEqualTo(ending);
        assertThat(kept.holding(NOW.plusSeconds(59))).contains(ending);
        assertThat(kept.holding(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void replacesNameScopesAndEndOfAKeyThatIsPutAgain() {
        ApiKey key = key(Set.of(Scope.READ));
        ApiKey renamed = new ApiKey(key.hash(), "renamed", DEFAULT, Set.of(Scope.EXECUTE), NOW.plusSeconds(1));
        keys.put(key);

        keys.put(renamed);

        assertThat(keys.find(key.hash())).map(KeptKey::key).contains(renamed);
        assertThat(keys.page(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void refusesAKeyOfNoTenant() {
        ApiKey stray = new ApiKey(KeyHash.of(KeySecret.create()), "stray", new TenantId("nobody"), Set.of());

        assertRefused(ErrorCode.NOT_FOUND, () -> keys.put(stray));
        assertRefused(ErrorCode.NOT_FOUND, () -> keys.create(stray, 10));
    }

    @Test
    void makesNoMoreKeysThanTheTenantMayHave() {
        KeptKey first = keys.create(key(Set.of(Scope.READ)), 2);
        keys.create(new ApiKey(KeyHash.of(KeySecret.create()), "ending", DEFAULT, Set.of(), NOW.plusSeconds(60)), 2);
        assertRefused(ErrorCode.TOO_MANY_KEYS, () -> keys.create(key(Set.of()), 2));

        keys.revoke(first.key().hash());
        keys.create(key(Set.of()), 2);
        assertRefused(ErrorCode.TOO_MANY_KEYS, () -> keys.create(key(Set.of()), 2));
        clock.now = NOW.plusSeconds(60);
        keys.create(key(Set.of()), 2);

        assertThat(keys.page(DEFAULT, null, 10)).hasSize(4);
    }

    @Test
    void makesNoMoreKeysThanTheTenantMayHaveWhenManyAskAtOnce() throws Exception {
        List<Callable<Boolean>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(() -> {
                try {
                    keys.create(key(Set.of()), 5);
                    return true;
                } catch (KilnException refused) {
                    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_KEYS);
                    return false;
                }
            });
        }
        int made = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> answer : threads.invokeAll(asked)) {
                made += answer.get() ? 1 : 0;
            }
        }

        assertThat(made).isEqualTo(5);
        assertThat(keys.page(DEFAULT, null, 100)).hasSize(5);
    }

    @Test
    void neverLetsARevokedKeyHoldAgain() {
        ApiKey key = key(Set.of(Scope.READ));
        keys.put(key);

        Optional<KeptKey> revoked = keys.revoke(key.hash());
        clock.now = NOW.plusSeconds(9);
        Optional<KeptKey> again = keys.revoke(key.hash());
        keys.put(key);

        KeptKey kept = new KeptKey(key, NOW, null, NOW);
        assertThat(revoked).contains(kept);
        assertThat(again).contains(kept);
        assertThat(keys.find(key.hash())).contains(kept);
        assertThat(kept.holding(NOW)).isEmpty();
        assertThat(keys.revoke(KeyHash.of(KeySecret.create()))).isEmpty();
    }

    @Test
    void notesTheHourOfTheLastUse() {
        ApiKey key = key(Set.of(Scope.READ));
        keys.put(key);

        keys.used(key.hash(), Instant.parse("2026-01-02T10:59:59Z"));
        keys.used(key.hash(), Instant.parse("2026-01-02T09:00:00Z"));
        keys.used(KeyHash.of(KeySecret.create()), NOW);

        assertThat(keys.find(key.hash())).map(KeptKey::lastUsedAt).contains(Instant.parse("2026-01-02T10:00:00Z"));
    }

    @Test
    void listsAllInPages() {
        List<ApiKey> all = Stream.generate(() -> key(Set.of(Scope.READ)))
                .limit(5)
                .sorted(Comparator.comparing(key -> key.hash().hex()))
                .toList();
        all.forEach(keys::put);

        List<KeptKey> first = keys.page(Optional.empty(), 3);
        List<KeptKey> second = keys.page(Optional.of(first.getLast().key().hash()), 3);

        assertThat(Stream.concat(first.stream(), second.stream()).map(KeptKey::key))
                .containsExactlyElementsOf(all);
    }

    @Test
    void listsThoseOfATenantTheNewestFirst() {
        List<KeptKey> made = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Two of each moment.
            clock.now = NOW.plus(Duration.ofMillis(i / 2));
            made.add(keys.create(key(Set.of()), 100));
        }
        keys.create(new ApiKey(KeyHash.of(KeySecret.create()), "foreign", OTHER, Set.of()), 100);

        List<KeptKey> listed = new ArrayList<>();
        List<KeptKey> page = keys.page(DEFAULT, null, 1);
        while (!page.isEmpty()) {
            listed.addAll(page);
            KeptKey last = page.getLast();
            page = keys.page(DEFAULT, new Position(last.createdAt(), last.id()), 1);
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
        assertThat(listed)
                .isSortedAccordingTo(Comparator.comparing(KeptKey::createdAt).reversed());
    }

    private static void assertRefused(ErrorCode code, Runnable call) {
        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static ApiKey key(Set<Scope> scopes) {
        return new ApiKey(KeyHash.of(KeySecret.create()), "a key", DEFAULT, scopes);
    }

    /** A clock that stands where it is put. */
    private static final class SetClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }
    }
}
