package dev.kiln.account;

import dev.kiln.tenant.TenantId;
import java.util.Set;

/**
 * A person who signs in.
 *
 * @param name what they sign in with
 * @param tenantId whom their executions belong to
 * @param roles what they may do; at least {@link Role#USER}
 */
public record User(UserId id, UserName name, TenantId tenantId, Set<Role> roles) {
    public User {
        roles = Set.copyOf(roles);
        if (!roles.contains(Role.USER)) {
            throw new IllegalArgumentException("every user has the role user");
        }
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
