package dev.kiln.account;

import java.time.Instant;

/**
 * Port: the links that sign somebody in once. Kept, so that one that was used stays used when the process is started
 * again with the same token. Safe for many threads. Every method throws {@link dev.kiln.problem.KilnException} {@code
 * store_unavailable} if the store does not answer.
 */
public interface SignInLinks {
    /**
     * Lets a link work until a time. One that is known already keeps its time and stays used if it was.
     *
     * @param tokenHash SHA-256 of the token as 64 hexadecimal digits
     */
    void issue(String tokenHash, Instant expiresAt);

    /**
     * Uses a link up.
     *
     * @return whether it was issued, is not too old, and was not used before; of many at once, one is told true
     */
    boolean redeem(String tokenHash);
}
