package dev.kiln.ui.shell;

import dev.kiln.account.User;

/** Port: whoever is signed in, seen from the thread of their request. */
public interface SignedIn {
    /**
     * The user of the current request. Call it when a view is made and keep the answer: other threads have no user.
     *
     * @throws IllegalStateException if nobody is signed in, which no view behind the login meets
     */
    User user();

    /** Ends the session and leads the page to the login. */
    void signOut();
}
