package dev.kiln.control.account;

import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords; nothing was compared. */
final class ThrottledException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    ThrottledException() {
        super("too many attempts");
    }
}
