package dev.kiln.api.auth;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import jakarta.servlet.ServletRequest;
import java.util.Set;

/**
 * Who calls.
 *
 * @param tenant whom the call is for: the key's own, or the one that the key speaks for
 * @param scopes what the key may do
 */
public record Caller(TenantId tenant, Set<Scope> scopes) {
    static final String ATTRIBUTE = Caller.class.getName();

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Who makes a request that the filter let pass. */
    public static Caller of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a handler wants a caller at an address that is open to all");
    }

    /** @throws KilnException {@code forbidden} if the key lacks the scope */
    public void require(Scope scope) {
        if (!scopes.contains(scope)) {
            throw new KilnException(
                    ErrorCode.FORBIDDEN, "This call needs a key with the scope '" + scope.word() + "'.");
        }
    }
}
