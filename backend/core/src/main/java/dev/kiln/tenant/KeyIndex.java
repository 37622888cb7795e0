package dev.kiln.tenant;

import java.util.Optional;

/** Port: the keys as the execution API looks them up, projected by the control plane. Safe for many threads. */
public interface KeyIndex {
    /** @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer */
    Optional<ApiKey> find(KeyHash hash);

    /** Puts or replaces a key. Doing it twice changes nothing. */
    void put(ApiKey key);

    /** Takes a key out. Taking out one that is not there changes nothing. */
    void remove(KeyHash hash);
}
