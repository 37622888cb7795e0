package dev.kiln.tenant;

import java.util.Set;

/**
 * A key as it is kept: never the secret, only its hash.
 *
 * @param hash of the secret
 * @param name for people, at most 100 characters
 * @param tenant whom it speaks for
 * @param scopes what it may do
 */
public record ApiKey(KeyHash hash, String name, TenantId tenant, Set<Scope> scopes) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
        if (name.length() > 100) {
            throw new IllegalArgumentException("a key's name has at most 100 characters");
        }
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }
}
