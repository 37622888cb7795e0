package dev.kiln.control.account;

import dev.kiln.account.User;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Signs in by the link that the start prints. Only a POST uses it up: opening the link shows a page with a button, so
 * that whatever looks at links before people do (mail scanners, chat previews, a browser's prefetch) leaves it whole.
 */
final class LinkSignIn extends AbstractAuthenticationProcessingFilter {
    /** The parameter of the link and of the form behind it. */
    static final String TOKEN = "token";

    private static final int LONGEST_TOKEN = 256;

    private final SignInLink link;
    private final SignInThrottle throttle;

    LinkSignIn(SignInLink link, SignInThrottle throttle, String path, AuthenticationManager unused) {
        super(request -> HttpMethod.POST.matches(request.getMethod())
                && path.equals(request.getServletPath())
                && request.getParameter(TOKEN) != null);
        this.link = link;
        this.throttle = throttle;
        setAuthenticationManager(unused);
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        var details = new WebAuthenticationDetails(request);
        if (!throttle.mayTry(SignIn.address(details))) {
            throw new ThrottledException();
        }
        String token = Objects.requireNonNull(request.getParameter(TOKEN), TOKEN);
        if (token.length() > LONGEST_TOKEN) {
            throw new LinkRefusedException();
        }
        try {
            User user = link.redeem(token).orElseThrow(LinkRefusedException::new);
            return SignIn.of(user, details);
        } catch (KilnException away) {
            throw new InternalAuthenticationServiceException("nobody can be signed in", away);
        }
    }

    /** The link was used, is too old, or is no link of ours. */
    static final class LinkRefusedException extends BadCredentialsException {
        private static final long serialVersionUID = 1L;

        LinkRefusedException() {
            super("the link does not work");
        }
    }
}
