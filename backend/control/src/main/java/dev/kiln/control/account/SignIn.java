package dev.kiln.control.account;

import dev.kiln.account.User;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** What the two ways of signing in have in common. */
final class SignIn {
    private SignIn() {}

    /** The user as one who has proved who they are. */
    static Authentication of(User user, @Nullable Object details) {
        UsernamePasswordAuthenticationToken signedIn = of(new SignedInUser(user, UUID.randomUUID()));
        signedIn.setDetails(details);
        return signedIn;
    }

    /** The same sign-in as Spring Security wants it. */
    static UsernamePasswordAuthenticationToken of(SignedInUser who) {
        List<SimpleGrantedAuthority> authorities = who.user().roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(who, null, authorities);
    }

    /** Where the attempt comes from. */
    static String address(@Nullable Object details) {
        return details instanceof WebAuthenticationDetails web && web.getRemoteAddress() != null
                ? web.getRemoteAddress()
                : "unknown";
    }
}
