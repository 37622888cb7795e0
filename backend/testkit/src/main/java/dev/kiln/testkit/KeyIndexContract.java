package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every index of keys promises. */
public abstract class KeyIndexContract {
    private static final Instant END = Instant.parse("2026-03-04T05:06:07.890Z");

    private final ApiKey key = new ApiKey(
            KeyHash.of(KeySecret.create()),
            "Ünïcode",
            new TenantId("a"),
            Set.of(Scope.EXECUTE, Scope.READ, Scope.ACT_AS),
            END);

    /** The index under test. */
    protected abstract KeyIndex index();

    @Test
    void findsAKeyUntilItIsRemoved() {
        var bare = new ApiKey(KeyHash.of(KeySecret.create()), "bare", new TenantId("b"), Set.of());
        index().put(key);
        index().put(key);
        index().put(bare);

        assertThat(index().find(key.hash())).contains(key);
        assertThat(index().find(bare.hash())).contains(bare);

        index().remove(key.hash());
        index().remove(key.hash());
        assertThat(index().find(key.hash())).isEmpty();
        assertThat(index().find(bare.hash())).contains(bare);
    }

    @Test
    void replacesAKeyThatIsPutAgainAndKeepsItsLastUse() {
        index().put(key);
        index().used(key.hash(), Instant.parse("2026-01-02T10:59:59Z"));
        var endless = new ApiKey(key.hash(), "renamed", key.tenant(), Set.of());

        index().put(endless);

        assertThat(index().find(key.hash())).contains(endless);
        assertThat(index().lastUsed(key.hash())).contains(Instant.parse("2026-01-02T10:00:00Z"));
    }

    @Test
    void notesNoUseOfAKeyThatIsNotThere() {
        index().used(key.hash(), END);

        assertThat(index().find(key.hash())).isEmpty();
        assertThat(index().lastUsed(key.hash())).isEmpty();

        index().put(key);
        assertThat(index().lastUsed(key.hash())).isEmpty();
    }
}
