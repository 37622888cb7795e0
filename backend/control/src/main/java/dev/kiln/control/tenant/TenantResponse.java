package dev.kiln.control.tenant;

import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it is answered.
 *
 * @param quota of its own, or null if it goes by the default one
 * @param effectiveQuota what it may have
 */
record TenantResponse(
        String id,
        String name,
        String state,
        @Nullable QuotaResponse quota,
        QuotaResponse effectiveQuota,
        Instant createdAt) {
    static TenantResponse of(Tenant tenant, Quota standard) {
        Quota own = tenant.quota();
        return new TenantResponse(
                tenant.id().value(),
                tenant.name(),
                tenant.state().word(),
                own == null ? null : QuotaResponse.of(own),
                QuotaResponse.of(tenant.effectiveQuota(standard)),
                tenant.createdAt());
    }

    /** The numbers of a quota. */
    record QuotaResponse(int weight, int waiting, int running, long cpuMillisPerDay) {
        static QuotaResponse of(Quota quota) {
            return new QuotaResponse(quota.weight(), quota.waiting(), quota.running(), quota.cpuMillisPerDay());
        }
    }

    /**
     * A page of tenants.
     *
     * @param nextCursor where to go on; null at the end
     */
    record Page(List<TenantResponse> tenants, @Nullable String nextCursor) {
        Page {
            tenants = List.copyOf(tenants);
        }
    }
}
