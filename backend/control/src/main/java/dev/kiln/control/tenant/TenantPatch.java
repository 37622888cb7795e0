package dev.kiln.control.tenant;

import dev.kiln.control.body.JsonBody;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import java.util.Set;

/**
 * A change of a tenant as a caller sends it, a merge patch (RFC 7396): what is left out stays. Applying it twice is as
 * once.
 */
final class TenantPatch {
    static final Set<String> FIELDS = Set.of("name", "state", "quota");

    private final JsonBody body;
    private final Quota standard;

    /** @param standard what a tenant without a quota of its own may have */
    TenantPatch(JsonBody body, Quota standard) {
        this.body = body;
        this.standard = standard;
    }

    /** Whether it changes more than the name, which is all that a tenant's own administrator may change. */
    boolean isForOperators() {
        return body.has("state") || body.has("quota");
    }

    /** @throws dev.kiln.problem.KilnException {@code invalid_request} of the field */
    Tenant apply(Tenant before) {
        Tenant after = before;
        if (body.has("name")) {
            after = after.withName(body.name("name"));
        }
        if (body.has("state")) {
            after = after.withState(Tenant.State.ofWord(body.text("state"))
                    .orElseThrow(() -> body.invalid("state", "Give 'active' or 'suspended'.")));
        }
        if (body.isNull("quota")) {
            return after.withQuota(null);
        }
        if (body.has("quota")) {
            Quota own = before.quota();
            JsonBody quota = body.object("quota", QuotaReader.FIELDS);
            after = after.withQuota(QuotaReader.read(quota, own == null ? standard : own, standard));
        }
        return after;
    }
}
