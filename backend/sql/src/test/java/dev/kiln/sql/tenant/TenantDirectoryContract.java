package dev.kiln.sql.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class TenantDirectoryContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Quota QUOTA = new Quota(7, 20, 3, 60_000_000_000L, false);
    private static final TenantId DEFAULT = new TenantId("default");

    private TenantDirectory tenants;

    protected abstract SqlStore store();

    @BeforeEach
    void empty() {
        tenants = new SqlTenantDirectory(store(), Clock.fixed(NOW, ZoneOffset.UTC));
        store().call(sql -> sql.sql("delete from account").update()
                + sql.sql("delete from api_key").update()
                + sql.sql("delete from tenant").update());
    }

    @Test
    void makesATenantOnce() {
        Tenant made = tenants.ensure(DEFAULT, "Default");

        assertThat(made).isEqualTo(new Tenant(DEFAULT, "Default", NOW));
        assertThat(tenants.ensure(DEFAULT, "Another name")).isEqualTo(made);
        assertThat(tenants.find(DEFAULT)).contains(made);
        assertThat(tenants.find(new TenantId("other"))).isEmpty();
    }

    @Test
    void makesANewTenantOnlyWhereThereIsNone() {
        Tenant made = tenants.create(DEFAULT, "Default", QUOTA);

        assertThat(tenants.find(DEFAULT)).contains(made);
        assertThat(made.quota()).isEqualTo(QUOTA);
        assertThat(made.isSuspended()).isFalse();
        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> tenants.create(DEFAULT, "Another", null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_EXISTS))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("id"));
        assertThat(tenants.find(DEFAULT)).contains(made);
    }

    @Test
    void changesNameStateAndQuota() {
        Tenant made = tenants.ensure(DEFAULT, "Default");
        Tenant wanted =
                made.withName("Renamed").withState(Tenant.State.SUSPENDED).withQuota(QUOTA);

        assertThat(tenants.change(DEFAULT, _ -> wanted)).contains(wanted);
        assertThat(tenants.find(DEFAULT)).contains(wanted);
        assertThat(tenants.change(DEFAULT, tenant -> tenant.withQuota(null).withState(Tenant.State.ACTIVE)))
                .contains(made.withName("Renamed"));
        assertThat(tenants.find(DEFAULT)).contains(made.withName("Renamed"));
        assertThat(tenants.change(new TenantId("nobody"), tenant -> tenant)).isEmpty();
    }

    @Test
    void leavesATenantAsItWasIfTheChangeIsRefused() {
        Tenant made = tenants.ensure(DEFAULT, "Default");

        assertThatIllegalArgumentException().isThrownBy(() -> tenants.change(DEFAULT, tenant -> tenant.withName(" ")));

        assertThat(tenants.find(DEFAULT)).contains(made);
    }

    @Test
    void losesNoChangeOfSeveralAtOnce() throws Exception {
        tenants.create(DEFAULT, "Default", QUOTA.withWeight(1));
        List<Callable<Optional<Tenant>>> changes = Collections.nCopies(
                40,
                () -> tenants.change(DEFAULT, tenant -> {
                    Quota quota = Objects.requireNonNull(tenant.quota());
                    return tenant.withQuota(quota.withWeight(quota.weight() + 1));
                }));

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var change : threads.invokeAll(changes)) {
                change.get();
            }
        }

        assertThat(tenants.find(DEFAULT).map(Tenant::quota)).contains(QUOTA.withWeight(41));
    }

    @Test
    void listsThemInPages() {
        List.of("c", "a", "b").forEach(id -> tenants.ensure(new TenantId(id), id));

        assertThat(tenants.page(Optional.empty(), 2)).extracting(Tenant::name).containsExactly("a", "b");
        assertThat(tenants.page(Optional.of(new TenantId("b")), 2))
                .extracting(Tenant::name)
                .containsExactly("c");
        assertThatIllegalArgumentException().isThrownBy(() -> tenants.page(Optional.empty(), 1001));
    }
}
