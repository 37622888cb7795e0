package dev.kiln.control.account;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.User;
import dev.kiln.account.UserName;
import dev.kiln.problem.KilnException;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Signs in by name and password. What was typed is never logged: people type passwords into the field for names. */
final class PasswordSignIn implements AuthenticationProvider {
    private final Accounts accounts;
    private final SignInThrottle throttle;

    PasswordSignIn(Accounts accounts, SignInThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String address = SignIn.address(attempt.getDetails());
        Optional<UserName> name = UserName.typed(attempt.getName());
        Password password = Password.presented(String.valueOf(attempt.getCredentials()));
        User user = name.flatMap(known -> verify(known, password, address))
                .orElseThrow(() -> new BadCredentialsException("name or password is not right"));
        return SignIn.of(user, attempt.getDetails());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private Optional<User> verify(UserName name, Password password, String address) {
        if (!throttle.mayTry(name.value(), address)) {
            throw new ThrottledException();
        }
        try {
            Optional<User> user = accounts.verify(name, password);
            user.ifPresent(_ -> throttle.succeeded(name.value(), address));
            return user;
        } catch (KilnException away) {
            throw new InternalAuthenticationServiceException("nobody can be signed in", away);
        }
    }
}
