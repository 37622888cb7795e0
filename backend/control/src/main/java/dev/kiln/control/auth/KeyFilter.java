package dev.kiln.control.auth;

import dev.kiln.control.problem.ProblemResolver;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody pass without a key that holds. Keys are looked up where they are kept, so that a revoked one is refused at
 * once. What is at an address is not told to who has no key, and a session counts for nothing here.
 */
final class KeyFilter extends OncePerRequestFilter {
    private final ApiKeys keys;
    private final Clock clock;
    private final ProblemResolver problems;

    KeyFilter(ApiKeys keys, Clock clock, ProblemResolver problems) {
        this.keys = keys;
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ApiKey key = keyOf(request);
            Caller caller = new Caller(key.hash().id(), key.tenant(), key.scopes());
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(caller));
            SecurityContextHolder.setContext(context);
        } catch (KilnException refusal) {
            problems.answer(refusal, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private ApiKey keyOf(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (given.isEmpty()) {
            throw unauthenticated("Send a key: 'Authorization: Bearer kiln_…'.");
        }
        KeptKey kept = KeySecret.ofBearer(given)
                .flatMap(secret -> keys.find(KeyHash.of(secret)))
                .orElseThrow(() -> unauthenticated("The key is not known."));
        Instant now = clock.instant();
        ApiKey key = kept.holding(now)
                .orElseThrow(() -> unauthenticated(kept.isRevoked() ? "The key was revoked." : "The key has expired."));
        noteUse(kept, now);
        return key;
    }

    private void noteUse(KeptKey kept, Instant now) {
        Instant last = kept.lastUsedAt();
        if (last == null || last.isBefore(now.truncatedTo(ChronoUnit.HOURS))) {
            keys.used(kept.key().hash(), now);
        }
    }

    private static KilnException unauthenticated(String message) {
        return new KilnException(ErrorCode.UNAUTHENTICATED, message);
    }
}
