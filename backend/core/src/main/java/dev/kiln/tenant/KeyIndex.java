package dev.kiln.tenant;

import java.time.Instant;
import java.util.Optional;

/**
 * Port: the keys as the execution API looks them up, projected by the control plane. Safe for many threads. Every method
 * throws {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 */
public interface KeyIndex {
    /** The key, be it expired or not; empty if it is unknown or was revoked. */
    Optional<ApiKey> find(KeyHash hash);

    /** Puts or replaces a key; when it was last used is kept. Doing it twice changes nothing. */
    void put(ApiKey key);

    /** Takes a key out. Taking out one that is not there changes nothing. */
    void remove(KeyHash hash);

    /** Notes that a key was used, to the hour; nothing if it is not there. */
    void used(KeyHash hash, Instant at);

    /** The beginning of the hour in which the key was last noted as used; empty if it never was or is not there. */
    Optional<Instant> lastUsed(KeyHash hash);
}
