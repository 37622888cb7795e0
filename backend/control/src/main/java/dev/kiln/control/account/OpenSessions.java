package dev.kiln.control.account;

import dev.kiln.account.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/**
 * The sessions of everybody who is signed in to this process, so that they can be ended. Spring's own registry marks a
 * session and ends it at its next request, which a page that is pushed to may never make. Safe for many threads.
 */
final class OpenSessions implements SessionAuthenticationStrategy, HttpSessionListener {
    /** How long somebody may be away. Strangers' sessions live much shorter. */
    private static final Duration SIGNED_IN = Duration.ofHours(12);

    private static final String OWNER = OpenSessions.class.getName();

    private final Map<SignedInUser, HttpSession> sessions = new ConcurrentHashMap<>();

    /** Remembers the session of somebody who signs in. */
    @Override
    public void onAuthentication(Authentication who, HttpServletRequest request, HttpServletResponse response) {
        if (who.getPrincipal() instanceof SignedInUser signedIn) {
            HttpSession session = request.getSession();
            session.setAttribute(OWNER, signedIn);
            session.setMaxInactiveInterval((int) SIGNED_IN.toSeconds());
            sessions.put(signedIn, session);
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        if (event.getSession().getAttribute(OWNER) instanceof SignedInUser signedIn) {
            sessions.remove(signedIn);
        }
    }

    /** Everybody who is signed in as this user. */
    List<SignedInUser> of(UserId user) {
        return sessions.keySet().stream()
                .filter(signedIn -> signedIn.user().id().equals(user))
                .toList();
    }

    /** Ends every other session of the same user. */
    void endOthers(SignedInUser stays) {
        for (SignedInUser other : of(stays.user().id())) {
            HttpSession session = other.equals(stays) ? null : sessions.remove(other);
            if (session != null) {
                end(session);
            }
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException ended) {
            // It ended by itself in this moment, which is what was wanted; the servlet API offers no way to ask before.
            return;
        }
    }
}
