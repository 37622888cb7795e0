package dev.kiln.api.admin;

import dev.kiln.api.auth.Caller;
import dev.kiln.tenant.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets nobody but operators on their own port call what lies below {@link #PATTERN}, whichever handler serves it. */
@Component
public final class AdminGate implements HandlerInterceptor {
    /** The addresses that are the operators'. */
    public static final String PATTERN = "/v1/admin/**";

    private final AdminPort port;

    AdminGate(AdminPort port) {
        this.port = port;
    }

    /**
     * Lets an operator's call pass.
     *
     * @throws dev.kiln.problem.KilnException {@code not_found} on the public port, {@code forbidden} to other keys
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        port.require(request);
        Caller.of(request).require(Scope.OPERATOR);
        return true;
    }
}
