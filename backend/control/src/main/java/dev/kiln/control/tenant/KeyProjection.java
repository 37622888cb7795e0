package dev.kiln.control.tenant;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings the index of keys to what is kept in SQL: keys that hold are in it, revoked and expired ones are not. Writes only
 * what differs. Safe for many threads and processes, see the package.
 */
final class KeyProjection implements Projection {
    private static final int PAGE = 500;

    private final ApiKeys keys;
    private final KeyIndex index;
    private final Clock clock;

    KeyProjection(ApiKeys keys, KeyIndex index, Clock clock) {
        this.keys = keys;
        this.index = index;
        this.clock = clock;
    }

    /** Also keeps when each key was last used. */
    @Override
    public void projectAll() {
        Optional<KeyHash> after = Optional.empty();
        List<KeptKey> page;
        do {
            page = keys.page(after, PAGE);
            for (KeptKey kept : page) {
                KeyHash hash = kept.key().hash();
                Optional<ApiKey> holding = kept.holding(clock.instant());
                project(hash, holding);
                if (holding.isPresent()) {
                    keepUse(kept);
                }
                after = Optional.of(hash);
            }
        } while (page.size() == PAGE);
    }

    /** Projects one key as it is kept now. */
    void project(KeyHash hash) {
        project(hash, holding(hash));
    }

    private void project(KeyHash hash, Optional<ApiKey> seen) {
        Optional<ApiKey> wanted = seen;
        while (write(hash, wanted)) {
            Optional<ApiKey> now = holding(hash);
            if (now.equals(wanted)) {
                return;
            }
            wanted = now;
        }
    }

    /** Whether there was something to write. */
    private boolean write(KeyHash hash, Optional<ApiKey> wanted) {
        if (index.find(hash).equals(wanted)) {
            return false;
        }
        wanted.ifPresentOrElse(index::put, () -> index.remove(hash));
        return true;
    }

    private Optional<ApiKey> holding(KeyHash hash) {
        return keys.find(hash).flatMap(kept -> kept.holding(clock.instant()));
    }

    private void keepUse(KeptKey kept) {
        Instant before = kept.lastUsedAt();
        index.lastUsed(kept.key().hash())
                .filter(use -> before == null || use.isAfter(before))
                .ifPresent(use -> keys.used(kept.key().hash(), use));
    }
}
