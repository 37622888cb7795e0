package dev.kiln.control.auth;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.KeyId;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who calls: an operator, who may change every tenant, or the administrator of one.
 *
 * @param key that was presented
 * @param tenant the key's own
 * @param scopes what the key may do
 */
public record Caller(KeyId key, TenantId tenant, Set<Scope> scopes) {
    private static final Set<Scope> ACROSS_TENANTS = Set.of(Scope.OPERATOR, Scope.ACT_AS);

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean isOperator() {
        return scopes.contains(Scope.OPERATOR);
    }

    /** @throws KilnException {@code forbidden} if the caller is no operator */
    public void requireOperator() {
        if (!isOperator()) {
            throw new KilnException(ErrorCode.FORBIDDEN, "This call needs a key with the scope 'operator'.");
        }
    }

    /** @throws KilnException {@code forbidden} if the caller administers no tenant at all */
    public void requireAdministrator() {
        if (!isOperator() && !scopes.contains(Scope.ADMIN)) {
            throw new KilnException(
                    ErrorCode.FORBIDDEN, "This call needs a key with the scope 'operator', or 'admin' of the tenant.");
        }
    }

    /**
     * The tenant of that id, which need not exist.
     *
     * @throws KilnException {@code forbidden} if the caller administers none; {@code not_found} if it does not administer
     *     this one
     */
    public TenantId requireAdministratorOf(String id) {
        requireAdministrator();
        if (!TenantId.isValid(id) || !(isOperator() || tenant.value().equals(id))) {
            throw noTenant();
        }
        return new TenantId(id);
    }

    /**
     * Nobody gives what they have not: otherwise a key would be as good as any other of its tenant.
     *
     * @throws KilnException {@code forbidden} of the field {@code scopes}
     */
    public void requireMayGive(Set<Scope> given) {
        Set<Scope> lacking = EnumSet.noneOf(Scope.class);
        lacking.addAll(given);
        lacking.removeAll(scopes);
        if (!lacking.isEmpty()) {
            String words = lacking.stream().map(Scope::word).collect(Collectors.joining(", "));
            throw KilnException.ofField(
                    ErrorCode.FORBIDDEN, "scopes", "A key cannot give what its maker has not: " + words + ".");
        }
    }

    /**
     * Keys that cross tenants are the operators' to revoke, whatever tenant they belong to.
     *
     * @throws KilnException {@code forbidden}
     */
    public void requireMayRevoke(Set<Scope> held) {
        if (!isOperator() && held.stream().anyMatch(ACROSS_TENANTS::contains)) {
            throw new KilnException(
                    ErrorCode.FORBIDDEN, "A key with the scope 'operator' or 'act-as' is revoked by operators alone.");
        }
    }

    /** What is told of a tenant that is not there, and of another's. */
    public static KilnException noTenant() {
        return KilnException.ofField(ErrorCode.NOT_FOUND, "id", "There is no such tenant.");
    }
}
