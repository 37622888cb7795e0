package dev.kiln.tenant;

import java.util.List;
import java.util.Optional;

/**
 * Port: the API keys as they are kept for years; {@link KeyIndex} is their projection for the execution API. A revoked
 * key is kept, so that what it did can be explained later. Safe for many threads. Every method throws
 * {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 */
public interface ApiKeys {
    /**
     * Keeps a key; one of the same hash gets this name and these scopes. A revoked key stays revoked.
     *
     * @throws dev.kiln.problem.KilnException {@code not_found} if there is no such tenant
     */
    void put(ApiKey key);

    /** The key, unless it is unknown or revoked. */
    Optional<ApiKey> find(KeyHash hash);

    /**
     * Revokes a key for good. Twice is as once.
     *
     * @return whether it is known
     */
    boolean revoke(KeyHash hash);

    /**
     * Keys in the order of their hashes, the revoked ones too.
     *
     * @param after where to go on, or empty for the first page
     * @param limit 1 to 1,000
     */
    List<KeptKey> page(Optional<KeyHash> after, int limit);

    /** A key and whether it still holds. */
    record KeptKey(ApiKey key, boolean revoked) {}
}
