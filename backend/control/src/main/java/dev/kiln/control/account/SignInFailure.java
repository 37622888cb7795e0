package dev.kiln.control.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Leads back to the login with a word that says what went wrong. */
final class SignInFailure implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SignInFailure.class);

    private final String login;

    SignInFailure(String login) {
        this.login = login;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof InternalAuthenticationServiceException) {
            LOG.atWarn().setCause(failure).log("nobody can be signed in");
        }
        response.sendRedirect(request.getContextPath() + login + "?error" + word(failure));
    }

    private static String word(AuthenticationException failure) {
        if (failure instanceof ThrottledException) {
            return "=throttled";
        }
        if (failure instanceof InternalAuthenticationServiceException) {
            return "=unavailable";
        }
        return failure instanceof LinkSignIn.LinkRefusedException ? "=link" : "";
    }
}
