package dev.kiln.api.auth;

import dev.kiln.api.problem.ProblemResolver;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lets nobody pass without a key that is known, but to the two addresses that tell of health. What else there is at an
 * address is not told to who has no key.
 */
@Component
final class ApiKeyFilter implements Filter {
    static final String ACT_AS = "Kiln-Act-As";

    private static final Set<String> OPEN = Set.of("/livez", "/readyz");

    private final KeyCache keys;
    private final Clock clock;
    private final ProblemResolver resolver;

    ApiKeyFilter(KeyCache keys, Clock clock, ProblemResolver resolver) {
        this.keys = keys;
        this.clock = clock;
        this.resolver = resolver;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var response = (HttpServletResponse) servletResponse;
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!OPEN.contains(request.getServletPath())) {
            try {
                request.setAttribute(Caller.ATTRIBUTE, callerOf(request));
            } catch (KilnException refusal) {
                resolver.resolveException(request, response, null, refusal);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Caller callerOf(HttpServletRequest request) {
        ApiKey key = keyOf(request);
        List<String> actAs = Collections.list(request.getHeaders(ACT_AS));
        if (actAs.isEmpty()) {
            return new Caller(key.tenant(), key.scopes());
        }
        if (!key.allows(Scope.ACT_AS)) {
            throw KilnException.ofField(
                    ErrorCode.FORBIDDEN, ACT_AS, "Speaking for a tenant needs a key with the scope 'act-as'.");
        }
        if (actAs.size() > 1 || !TenantId.isValid(actAs.getFirst())) {
            throw KilnException.ofField(
                    ErrorCode.INVALID_REQUEST, ACT_AS, "Give one tenant's id: 1 to 63 of a-z, 0-9 and '-'.");
        }
        return new Caller(new TenantId(actAs.getFirst()), key.scopes());
    }

    private ApiKey keyOf(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (given.isEmpty()) {
            throw unauthenticated("Send a key: 'Authorization: Bearer kiln_…'.");
        }
        ApiKey key = KeySecret.ofBearer(given)
                .flatMap(secret -> keys.find(KeyHash.of(secret)))
                .orElseThrow(() -> unauthenticated("The key is not known; it may have been revoked."));
        if (key.isExpired(clock.instant())) {
            throw unauthenticated("The key has expired.");
        }
        return key;
    }

    private static KilnException unauthenticated(String message) {
        return new KilnException(ErrorCode.UNAUTHENTICATED, message);
    }
}
