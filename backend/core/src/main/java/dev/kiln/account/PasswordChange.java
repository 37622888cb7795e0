package dev.kiln.account;

/** Use case: the user who is signed in takes another password. */
public interface PasswordChange {
    /**
     * Changes the password of the signed-in user and ends their other sessions; the one that calls goes on.
     *
     * @param current what they have now, as proof that it is they who sit there
     * @param next made by {@link Password#chosen}
     */
    Answer change(Password current, Password next);

    /** How it went. */
    enum Answer {
        /** The new password holds from now on. */
        CHANGED,
        /** The current password was not right; it counts as a failed sign-in. */
        WRONG_PASSWORD,
        /** Too many wrong passwords; nothing was compared. */
        THROTTLED
    }
}
