package dev.kiln.tenant;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: never the secret, only its hash.
 *
 * @param hash of the secret
 * @param name for people, 1 to 100 characters
 * @param tenant whom it speaks for
 * @param scopes what it may do
 * @param expiresAt when it stops to hold, to the millisecond; null if it does not by itself
 */
public record ApiKey(
        KeyHash hash,
        String name,
        TenantId tenant,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) {
    /** @throws IllegalArgumentException if the name is empty, too long or not fit to be shown */
    public ApiKey {
        ShownName.checked(name);
        scopes = Set.copyOf(scopes);
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A key that holds until it is revoked. */
    public ApiKey(KeyHash hash, String name, TenantId tenant, Set<Scope> scopes) {
        this(hash, name, tenant, scopes, null);
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether its time is over. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
