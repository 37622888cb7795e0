package dev.kiln.control.tenant;

import dev.kiln.control.auth.Caller;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes and changes tenants; what is changed is in force when a call returns, or the answer says that it is not yet. */
@Component
final class TenantAdministration {
    private final TenantDirectory tenants;
    private final QuotaProjection quotas;
    private final Projector projector;

    TenantAdministration(TenantDirectory tenants, QuotaProjection quotas, Projector projector) {
        this.tenants = tenants;
        this.quotas = quotas;
        this.projector = projector;
    }

    /** @throws dev.kiln.problem.KilnException {@code not_found} */
    Tenant find(TenantId id) {
        return tenants.find(id).orElseThrow(Caller::noTenant);
    }

    List<Tenant> page(Optional<TenantId> after, int limit) {
        return tenants.page(after, limit);
    }

    /** @throws dev.kiln.problem.KilnException {@code already_exists}; {@code forbidden} if the id is one of Kiln's own */
    Change<Tenant> create(TenantId id, String name, @Nullable Quota quota) {
        OwnTenant.refuse(id);
        return projected(tenants.create(id, name, quota));
    }

    /** @throws dev.kiln.problem.KilnException {@code not_found}; {@code forbidden} if the tenant is Kiln's own */
    Change<Tenant> change(TenantId id, UnaryOperator<Tenant> change) {
        OwnTenant.refuse(id);
        return projected(tenants.change(id, change).orElseThrow(Caller::noTenant));
    }

    private Change<Tenant> projected(Tenant tenant) {
        return new Change<>(tenant, projector.apply(() -> quotas.project(tenant.id())));
    }
}
