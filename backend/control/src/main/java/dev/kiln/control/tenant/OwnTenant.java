package dev.kiln.control.tenant;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;

/** Tenants of Kiln itself, whose ids begin with {@code kiln-}: nobody changes them, or the pages stop to work. */
final class OwnTenant {
    /** The control plane's own, whose key speaks for users. */
    static final TenantId CONTROL = new TenantId("kiln-control");

    private static final String PREFIX = "kiln-";

    private OwnTenant() {}

    /** @throws KilnException {@code forbidden} of the field {@code id} if the tenant is Kiln's own */
    static void refuse(TenantId id) {
        if (id.value().startsWith(PREFIX)) {
            throw KilnException.ofField(
                    ErrorCode.FORBIDDEN, "id", "Tenants whose ids begin with '" + PREFIX + "' are Kiln's own.");
        }
    }
}
