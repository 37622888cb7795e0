package dev.kiln.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    private static final Quota STANDARD = Quota.standard();
    private static final Quota OWN = new Quota(5, 10, 2, 1_000, false);

    private final Tenant tenant = new Tenant(new TenantId("a"), "A", Instant.EPOCH);

    @Test
    void goesByTheDefaultUntilItHasAQuotaOfItsOwn() {
        assertThat(tenant.effectiveQuota(STANDARD)).isEqualTo(STANDARD);
        assertThat(tenant.projectedQuota(STANDARD)).isEmpty();
        assertThat(tenant.withQuota(OWN).effectiveQuota(STANDARD)).isEqualTo(OWN);
        assertThat(tenant.withQuota(OWN).projectedQuota(STANDARD)).contains(OWN);
    }

    @Test
    void tellsTheQueueThatItIsSuspendedWithOrWithoutAQuotaOfItsOwn() {
        Tenant suspended = tenant.withState(Tenant.State.SUSPENDED);

        assertThat(suspended.projectedQuota(STANDARD)).contains(STANDARD.withSuspended(true));
        assertThat(suspended.withQuota(OWN).projectedQuota(STANDARD)).contains(OWN.withSuspended(true));
        assertThat(suspended.withState(Tenant.State.ACTIVE).projectedQuota(STANDARD))
                .isEmpty();
    }

    @Test
    void isSuspendedByItsStateAloneWhateverItsQuotaSays() {
        Tenant active = tenant.withQuota(OWN.withSuspended(true));

        assertThat(active.quota()).isEqualTo(OWN);
        assertThat(active.isSuspended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u001b[31mred", "a\u202eb", "\ud800", "a\u0000", "a\u2028b"})
    void hasANameThatIsFitToBeShown(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> tenant.withName(name));
        assertThatIllegalArgumentException().isThrownBy(() -> tenant.withName("x".repeat(101)));
        assertThat(tenant.withName("Ünïversity of 陶芸 🏺").name()).isEqualTo("Ünïversity of 陶芸 🏺");
    }
}
