package dev.kiln.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.StoppedClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaProjectionTest {
    private static final TenantId DEFAULT = new TenantId("default");
    private static final Quota STANDARD = Quota.standard();
    private static final Quota OWN = new Quota(5, 100, 3, 60_000, false);

    private final FragileStore store = new FragileStore();
    private final KeptInSql sql;
    private final TenantDirectory tenants;
    private final QuotaProjection projection;

    QuotaProjectionTest(@TempDir Path folder) {
        sql = new KeptInSql(folder, new StoppedClock());
        tenants = sql.tenants();
        projection = new QuotaProjection(tenants, store, STANDARD);
    }

    @BeforeEach
    void oneTenant() {
        tenants.ensure(DEFAULT, "Default");
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Test
    void writesEveryQuotaWhateverTheirNumber() {
        for (int i = 0; i < 1_001; i++) {
            tenants.create(new TenantId("t" + i), "T", OWN.withWaiting(1 + i));
        }

        projection.projectAll();

        for (int i = 0; i < 1_001; i++) {
            assertThat(store.find(new TenantId("t" + i))).contains(OWN.withWaiting(1 + i));
        }
    }

    @Test
    void tellsTheQueueWhoIsSuspended() {
        tenants.change(DEFAULT, tenant -> tenant.withState(Tenant.State.SUSPENDED));

        projection.projectAll();

        assertThat(store.find(DEFAULT)).contains(STANDARD.withSuspended(true));
    }

    @Test
    void endsWithTheLastQuotaThoughAnEarlierOneIsWrittenAfterIt() {
        tenants.change(DEFAULT, tenant -> tenant.withQuota(OWN));
        store.beforeTheNextWrite(() -> {
            tenants.change(DEFAULT, tenant -> tenant.withQuota(OWN.withRunning(1)));
            projection.project(DEFAULT);
        });

        projection.project(DEFAULT);

        assertThat(store.find(DEFAULT)).contains(OWN.withRunning(1));
    }

    @Test
    void letsATenantGoByTheDefaultAgain() {
        tenants.change(DEFAULT, tenant -> tenant.withQuota(OWN));
        projection.projectAll();

        tenants.change(DEFAULT, tenant -> tenant.withQuota(null));
        projection.projectAll();

        assertThat(store.find(DEFAULT)).isEmpty();
    }

    @Test
    void writesNothingThatIsThereAlready() {
        tenants.change(DEFAULT, tenant -> tenant.withQuota(OWN));
        projection.projectAll();

        projection.projectAll();

        assertThat(store.writes()).isEqualTo(1);
    }
}
