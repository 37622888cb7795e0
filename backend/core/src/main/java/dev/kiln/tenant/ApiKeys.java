package dev.kiln.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: the API keys as they are kept for years; {@link KeyIndex} is their projection for the execution API. A revoked
 * key is kept, so that what it did can be explained later. Safe for many threads. Every method throws
 * {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 */
public interface ApiKeys {
    /**
     * Keeps a new key.
     *
     * @param most how many keys of its tenant may hold at once, this one counted
     * @throws dev.kiln.problem.KilnException {@code not_found} if there is no such tenant; {@code too_many_keys} if it has as
     *     many as it may
     */
    KeptKey create(ApiKey key, int most);

    /**
     * Keeps a key; one of the same hash gets this name, these scopes and this end. A revoked key stays revoked.
     *
     * @throws dev.kiln.problem.KilnException {@code not_found} if there is no such tenant
     */
    void put(ApiKey key);

    /** The key, be it revoked or expired; empty if it is unknown. */
    Optional<KeptKey> find(KeyHash hash);

    /** The tenant's key, be it revoked or expired; empty if it is unknown or another tenant's. */
    Optional<KeptKey> find(TenantId tenant, KeyId id);

    /**
     * Revokes a key for good. Twice is as once.
     *
     * @return the key as it is kept now; empty if it is unknown
     */
    Optional<KeptKey> revoke(KeyHash hash);

    /** Notes that a key was used, to the hour; nothing if a later use is noted or the key is unknown. */
    void used(KeyHash hash, Instant at);

    /**
     * Keys in the order of their hashes, the revoked ones too.
     *
     * @param after where to go on, or empty for the first page
     * @param limit 1 to 1,000
     */
    List<KeptKey> page(Optional<KeyHash> after, int limit);

    /**
     * The keys of a tenant, the newest first, the revoked ones too.
     *
     * @param after the last of the page before, or null for the first page
     * @param limit 1 to 1,000
     */
    List<KeptKey> page(TenantId tenant, @Nullable Position after, int limit);

    /** Where a key stands in the list of its tenant. */
    record Position(Instant createdAt, KeyId id) {}
}
