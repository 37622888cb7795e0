package dev.kiln.tenant;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key and what became of it.
 *
 * @param lastUsedAt the beginning of the hour in which it was last used; null if it never was
 * @param revokedAt when it was revoked; null if it was not
 */
public record KeptKey(
        ApiKey key,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    public KeyId id() {
        return key.hash().id();
    }

    public boolean isRevoked() {
        return revokedAt != null;
    }

    /** The key if it holds: neither revoked nor expired. */
    public Optional<ApiKey> holding(Instant now) {
        return isRevoked() || key.isExpired(now) ? Optional.empty() : Optional.of(key);
    }
}
