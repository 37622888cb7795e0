package dev.kiln.tenant;

import java.time.Instant;

/**
 * Whom executions, keys and users belong to.
 *
 * @param name for people, 1 to 100 characters
 */
public record Tenant(TenantId id, String name, Instant createdAt) {
    /** @throws IllegalArgumentException if the name is empty or too long */
    public Tenant {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("a tenant's name has 1 to 100 characters");
        }
    }
}
