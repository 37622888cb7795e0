package dev.kiln.account;

import java.util.Optional;
import java.util.Set;

/**
 * Port: the users and the hashes of their passwords. Safe for many threads. Every method throws
 * {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 */
public interface Accounts {
    Optional<User> find(UserName name);

    Optional<User> find(UserId id);

    /** Whether there is no account at all, as on the first start. */
    boolean isEmpty();

    /**
     * Makes a user with a tenant of their own.
     *
     * @param roles beyond {@link Role#USER}, which is always given
     * @throws dev.kiln.problem.KilnException {@code invalid_request} of the field {@code name}, if the name is taken
     */
    User create(UserName name, Password password, Set<Role> roles);

    /**
     * The user of that name if the password is theirs. Takes as long for a name that nobody has. Counts no attempts:
     * who lets strangers call this throttles them.
     */
    Optional<User> verify(UserName name, Password password);

    /**
     * Replaces the password. Whoever calls this has proved that they may.
     *
     * @return whether there is such a user
     */
    boolean changePassword(UserId id, Password password);
}
