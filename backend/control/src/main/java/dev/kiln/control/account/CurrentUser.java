package dev.kiln.control.account;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.PasswordChange;
import dev.kiln.account.User;
import dev.kiln.ui.shell.SignedIn;

/** Whoever is signed in, as the pages know them. Every method belongs to the thread of a request of theirs. */
final class CurrentUser implements SignedIn, PasswordChange {
    private final AuthenticationContext context;
    private final Accounts accounts;
    private final SignInThrottle throttle;
    private final OpenSessions sessions;

    CurrentUser(AuthenticationContext context, Accounts accounts, SignInThrottle throttle, OpenSessions sessions) {
        this.context = context;
        this.accounts = accounts;
        this.throttle = throttle;
        this.sessions = sessions;
    }

    @Override
    public User user() {
        return signedIn().user();
    }

    @Override
    public void signOut() {
        context.logout();
    }

    @Override
    public Answer change(Password current, Password next) {
        SignedInUser signedIn = signedIn();
        User user = signedIn.user();
        String name = user.name().value();
        VaadinRequest request = VaadinRequest.getCurrent();
        String address = request == null ? "unknown" : request.getRemoteAddr();
        if (!throttle.mayTry(name, address)) {
            return Answer.THROTTLED;
        }
        if (accounts.verify(user.name(), current).isEmpty()) {
            return Answer.WRONG_PASSWORD;
        }
        throttle.succeeded(name, address);
        accounts.changePassword(user.id(), next);
        sessions.endOthers(signedIn);
        return Answer.CHANGED;
    }

    private SignedInUser signedIn() {
        return context.getAuthenticatedUser(SignedInUser.class)
                .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
    }
}
