package dev.kiln.sql.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kiln.sql.SqlStore;
import dev.kiln.tenant.Tenant;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class TenantDirectoryContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
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
    void listsThemInPages() {
        List.of("c", "a", "b").forEach(id -> tenants.ensure(new TenantId(id), id));

        assertThat(tenants.page(Optional.empty(), 2)).extracting(Tenant::name).containsExactly("a", "b");
        assertThat(tenants.page(Optional.of(new TenantId("b")), 2))
                .extracting(Tenant::name)
                .containsExactly("c");
        assertThatIllegalArgumentException().isThrownBy(() -> tenants.page(Optional.empty(), 1001));
    }
}
