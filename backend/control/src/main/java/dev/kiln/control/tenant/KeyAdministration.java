package dev.kiln.control.tenant;

import dev.kiln.control.auth.Caller;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeptKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyId;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes, lists and revokes keys; what is changed is in force when a call returns, or the answer says that it is not yet. */
@Component
final class KeyAdministration {
    /** Enough to give each of a tenant's programs one, and little enough that nobody fills the index. */
    static final int MOST_KEYS = 100;

    private final ApiKeys keys;
    private final TenantDirectory tenants;
    private final KeyProjection projection;
    private final Projector projector;

    KeyAdministration(ApiKeys keys, TenantDirectory tenants, KeyProjection projection, Projector projector) {
        this.keys = keys;
        this.tenants = tenants;
        this.projection = projection;
        this.projector = projector;
    }

    /**
     * The keys of a tenant, the newest first.
     *
     * @throws KilnException {@code not_found} if there is no such tenant
     */
    List<KeptKey> page(TenantId tenant, ApiKeys.@Nullable Position after, int limit) {
        if (tenants.find(tenant).isEmpty()) {
            throw Caller.noTenant();
        }
        return keys.page(tenant, after, limit);
    }

    /** @throws KilnException {@code not_found} of the field {@code keyId} */
    KeptKey find(TenantId tenant, String id) {
        if (!KeyId.isValid(id)) {
            throw noKey();
        }
        return keys.find(tenant, new KeyId(id)).orElseThrow(KeyAdministration::noKey);
    }

    /**
     * Makes a key; its secret is kept nowhere but in the answer.
     *
     * @throws KilnException {@code forbidden} if the maker lacks one of the scopes; {@code not_found}; {@code too_many_keys}
     */
    Change<NewKey> create(TenantId tenant, KeyOrder order, Caller maker) {
        OwnTenant.refuse(tenant);
        maker.requireMayGive(order.scopes());
        KeySecret secret = KeySecret.create();
        var key = new ApiKey(KeyHash.of(secret), order.name(), tenant, order.scopes(), order.expiresAt());
        KeptKey kept = keys.create(key, MOST_KEYS);
        return new Change<>(new NewKey(secret, kept), isProjected(kept));
    }

    /**
     * Revokes a key for good. Twice is as once.
     *
     * @throws KilnException {@code not_found}; {@code forbidden} if the key is not the caller's to revoke
     */
    Change<KeptKey> revoke(TenantId tenant, String id, Caller caller) {
        OwnTenant.refuse(tenant);
        KeptKey found = find(tenant, id);
        caller.requireMayRevoke(found.key().scopes());
        KeptKey revoked = keys.revoke(found.key().hash()).orElseThrow(KeyAdministration::noKey);
        return new Change<>(revoked, isProjected(revoked));
    }

    private boolean isProjected(KeptKey kept) {
        return projector.apply(() -> projection.project(kept.key().hash()));
    }

    private static KilnException noKey() {
        return KilnException.ofField(ErrorCode.NOT_FOUND, "keyId", "The tenant has no such key.");
    }

    /** A key that was just made, with its secret. */
    record NewKey(KeySecret secret, KeptKey kept) {}
}
