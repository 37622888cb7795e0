package dev.kiln.sql.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.ApiKeys.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class ApiKeysContract {
    private static final TenantId DEFAULT = new TenantId("default");

    private ApiKeys keys;

    protected abstract SqlStore store();

    @BeforeEach
    void oneTenant() {
        keys = new SqlApiKeys(store(), Clock.systemUTC());
        store().call(sql -> sql.sql("delete from account").update()
                + sql.sql("delete from api_key").update()
                + sql.sql("delete from tenant").update());
        new SqlTenantDirectory(store(), Clock.systemUTC()).ensure(DEFAULT, "Default");
    }

    @Test
    void keepsAKeyAndItsScopes() {
        ApiKey key = key(Set.of(Scope.EXECUTE, Scope.ACT_AS));
        ApiKey bare = key(Set.of());

        keys.put(key);
        keys.put(bare);

        assertThat(keys.find(key.hash())).contains(key);
        assertThat(keys.find(bare.hash())).contains(bare);
        assertThat(keys.find(KeyHash.of(KeySecret.create()))).isEmpty();
    }

    @Test
    void replacesNameAndScopesOfAKeyThatIsPutAgain() {
        ApiKey key = key(Set.of(Scope.READ));
        ApiKey renamed = new ApiKey(key.hash(), "renamed", DEFAULT, Set.of(Scope.EXECUTE));
        keys.put(key);

        keys.put(renamed);

        assertThat(keys.find(key.hash())).contains(renamed);
        assertThat(keys.page(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void refusesAKeyOfNoTenant() {
        ApiKey stray = new ApiKey(KeyHash.of(KeySecret.create()), "stray", new TenantId("nobody"), Set.of());

        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> keys.put(stray))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void neverLetsARevokedKeyHoldAgain() {
        ApiKey key = key(Set.of(Scope.READ));
        keys.put(key);

        assertThat(keys.revoke(key.hash())).isTrue();
        assertThat(keys.revoke(key.hash())).isTrue();
        keys.put(key);

        assertThat(keys.find(key.hash())).isEmpty();
        assertThat(keys.page(Optional.empty(), 10)).containsExactly(new KeptKey(key, true));
        assertThat(keys.revoke(KeyHash.of(KeySecret.create()))).isFalse();
    }

    @Test
    void listsThemInPages() {
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

    private static ApiKey key(Set<Scope> scopes) {
        return new ApiKey(KeyHash.of(KeySecret.create()), "a key", DEFAULT, scopes);
    }
}
