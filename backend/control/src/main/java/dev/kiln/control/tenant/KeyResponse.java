package dev.kiln.control.tenant;

import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is answered: never its secret, nor the whole hash of it.
 *
 * @param lastUsedAt the beginning of the hour in which it was last used; null if it never was
 */
record KeyResponse(
        String id,
        String tenant,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    KeyResponse {
        scopes = List.copyOf(scopes);
    }

    static KeyResponse of(KeptKey kept) {
        return new KeyResponse(
                kept.id().hex(),
                kept.key().tenant().value(),
                kept.key().name(),
                kept.key().scopes().stream().sorted().map(Scope::word).toList(),
                kept.createdAt(),
                kept.key().expiresAt(),
                kept.lastUsedAt(),
                kept.revokedAt());
    }

    /**
     * A key that was just made.
     *
     * @param secret what callers send; it is shown here and never again
     */
    record Created(String secret, KeyResponse key) {
        static Created of(KeyAdministration.NewKey made) {
            return new Created(made.secret().reveal(), KeyResponse.of(made.kept()));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "a new key " + key.id();
        }
    }

    /**
     * A page of keys.
     *
     * @param nextCursor where to go on; null at the end
     */
    record Page(List<KeyResponse> keys, @Nullable String nextCursor) {
        Page {
            keys = List.copyOf(keys);
        }
    }
}
