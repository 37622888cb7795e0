package dev.kiln.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.StoppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectorTest {
    private static final TenantId DEFAULT = new TenantId("default");

    private final StoppedClock clock = new StoppedClock();
    private final FragileStore store = new FragileStore();
    private final KeptInSql sql;
    private final ApiKeys keys;
    private final TenantDirectory tenants;
    private final KeyProjection keyProjection;
    private final Projector projector;

    ProjectorTest(@TempDir Path folder) {
        sql = new KeptInSql(folder, clock);
        keys = sql.keys();
        tenants = sql.tenants();
        keyProjection = new KeyProjection(keys, store, clock);
        projector = new Projector(List.of(keyProjection), Duration.ofMillis(100));
    }

    @BeforeEach
    void oneTenant() {
        tenants.ensure(DEFAULT, "Default");
    }

    @AfterEach
    void close() {
        projector.stop();
        sql.close();
    }

    @Test
    void writesEveryKeyWhateverTheirNumber() {
        List<ApiKey> all = Stream.generate(ProjectorTest::key).limit(1_001).toList();
        all.forEach(keys::put);

        projector.projectAll();

        assertThat(all).allSatisfy(key -> assertThat(store.find(key.hash())).contains(key));
    }

    @Test
    void takesOutWhatDoesNotHoldAnyMore() {
        ApiKey revoked = key();
        ApiKey ending = new ApiKey(
                KeyHash.of(KeySecret.create()),
                "ending",
                DEFAULT,
                Set.of(),
                clock.instant().plusSeconds(60));
        keys.put(revoked);
        keys.put(ending);
        projector.projectAll();
        assertThat(store.find(ending.hash())).contains(ending);

        keys.revoke(revoked.hash());
        clock.advance(Duration.ofSeconds(60));
        projector.projectAll();

        assertThat(store.find(revoked.hash())).isEmpty();
        assertThat(store.find(ending.hash())).isEmpty();
    }

    @Test
    void writesNothingThatIsThereAlready() {
        keys.put(key());
        projector.projectAll();
        int writes = store.writes();

        projector.projectAll();

        assertThat(store.writes()).isEqualTo(writes);
    }

    @Test
    void doesNotBringARevokedKeyBackThatWasRevokedBetweenItsReadingAndItsWriting() {
        ApiKey key = key();
        keys.put(key);
        store.beforeTheNextWrite(() -> {
            keys.revoke(key.hash());
            keyProjection.project(key.hash());
        });

        keyProjection.projectAll();

        assertThat(store.find(key.hash())).isEmpty();
    }

    @Test
    void keepsWhenAKeyWasLastUsed() {
        ApiKey key = key();
        keys.put(key);
        projector.projectAll();
        store.used(key.hash(), Instant.parse("2026-01-02T10:30:00Z"));

        projector.projectAll();

        assertThat(keys.find(key.hash())).map(KeptKey::lastUsedAt).contains(Instant.parse("2026-01-02T10:00:00Z"));
    }

    @Test
    void bringsAChangeWhoseProcessEndedBeforeItWasProjected() {
        projector.start();
        await().until(projector::isCurrent);

        ApiKey key = key();
        keys.put(key);

        await().untilAsserted(() -> assertThat(store.find(key.hash())).contains(key));
    }

    @Test
    void fillsAStoreThatWasEmptied() {
        ApiKey key = key();
        keys.put(key);
        projector.start();
        await().until(() -> store.find(key.hash()).isPresent());

        store.empty();

        await().untilAsserted(() -> assertThat(store.find(key.hash())).contains(key));
    }

    @Test
    void saysThatAChangeIsNotYetInForceAndBringsItWhenTheStoreIsBack() {
        ApiKey key = key();
        keys.put(key);
        store.goAway();
        projector.start();
        await().until(store::wasMissed);

        boolean inForce = projector.apply(() -> keyProjection.project(key.hash()));

        assertThat(inForce).isFalse();
        assertThat(projector.isCurrent()).isFalse();
        store.comeBack();
        await().untilAsserted(() -> assertThat(store.find(key.hash())).contains(key));
        assertThat(projector.apply(() -> keyProjection.project(key.hash()))).isTrue();
    }

    @Test
    void goesOnAfterADefect() {
        ApiKey key = key();
        keys.put(key);
        store.beforeTheNextWrite(() -> {
            throw new IllegalStateException("a defect");
        });

        projector.start();

        await().untilAsserted(() -> assertThat(store.find(key.hash())).contains(key));
    }

    private static ApiKey key() {
        return new ApiKey(KeyHash.of(KeySecret.create()), "a key", DEFAULT, Set.of(Scope.READ));
    }
}
