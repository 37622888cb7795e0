package dev.kiln.control.account;

import dev.kiln.account.User;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is signed in, as Spring Security keeps it in the session.
 *
 * @param signIn tells this sign-in from the user's others
 */
record SignedInUser(User user, UUID signIn) implements AuthenticatedPrincipal {
    @Override
    public String getName() {
        return user.name().value();
    }
}
