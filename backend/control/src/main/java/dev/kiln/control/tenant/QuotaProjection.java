package dev.kiln.control.tenant;

import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Brings the queue's quotas to what is kept in SQL. Writes only what differs. Safe for many threads and processes, see the
 * package.
 */
final class QuotaProjection implements Projection {
    private static final int PAGE = 500;

    private final TenantDirectory tenants;
    private final Quotas quotas;
    private final Quota standard;

    /** @param standard what a tenant without a quota of its own may have */
    QuotaProjection(TenantDirectory tenants, Quotas quotas, Quota standard) {
        this.tenants = tenants;
        this.quotas = quotas;
        this.standard = standard;
    }

    @Override
    public void projectAll() {
        Optional<TenantId> after = Optional.empty();
        List<Tenant> page;
        do {
            page = tenants.page(after, PAGE);
            for (Tenant tenant : page) {
                project(tenant.id(), tenant.projectedQuota(standard));
                after = Optional.of(tenant.id());
            }
        } while (page.size() == PAGE);
    }

    /** Projects the quota of one tenant as it is kept now. */
    void project(TenantId tenant) {
        project(tenant, kept(tenant));
    }

    private void project(TenantId tenant, Optional<Quota> seen) {
        Optional<Quota> wanted = seen;
        while (write(tenant, wanted)) {
            Optional<Quota> now = kept(tenant);
            if (now.equals(wanted)) {
                return;
            }
            wanted = now;
        }
    }

    /** Whether there was something to write. */
    private boolean write(TenantId tenant, Optional<Quota> wanted) {
        if (quotas.find(tenant).equals(wanted)) {
            return false;
        }
        wanted.ifPresentOrElse(quota -> quotas.put(tenant, quota), () -> quotas.remove(tenant));
        return true;
    }

    private Optional<Quota> kept(TenantId tenant) {
        return tenants.find(tenant).flatMap(found -> found.projectedQuota(standard));
    }
}
