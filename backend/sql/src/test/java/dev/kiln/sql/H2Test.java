package dev.kiln.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kiln.sql.account.AccountsContract;
import dev.kiln.sql.account.SignInLinksContract;
import dev.kiln.sql.tenant.ApiKeysContract;
import dev.kiln.sql.tenant.TenantDirectoryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2Test {
    private final HikariDataSource source;
    private final SqlStore store;
    private final Path data;

    H2Test(@TempDir Path data) {
        this.data = data;
        this.source = Database.open(SqlProperties.embedded(), data);
        this.store = new SqlStore(source);
    }

    @AfterAll
    void close() {
        source.close();
    }

    @Nested
    class AccountsOnH2 extends AccountsContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class SignInLinksOnH2 extends SignInLinksContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class TenantDirectoryOnH2 extends TenantDirectoryContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class ApiKeysOnH2 extends ApiKeysContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class UpgradeOnH2 extends UpgradeContract {
        @TempDir
        private Path folder;

        @Override
        protected SqlProperties database() {
            return SqlProperties.embedded();
        }

        @Override
        protected Path data() {
            return folder;
        }
    }

    @Test
    void keepsItsFolderFromOtherUsersOfTheMachine() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("sql"))))
                .isEqualTo("rwx------");
    }

    @Test
    void findsItsDataAgainAfterARestart(@TempDir Path folder) {
        insertTenant(folder, "kept");

        try (HikariDataSource again = Database.open(SqlProperties.embedded(), folder)) {
            assertThat(tenants(new SqlStore(again))).containsExactly("kept");
        }
    }

    @Test
    void refusesASecondProcessOnTheSameData(@TempDir Path folder) throws Exception {
        insertTenant(folder, "first");
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsTheDatabase.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().lines().anyMatch(HoldsTheDatabase.READY::equals))
                    .isTrue();

            assertThatThrownBy(() -> Database.open(SqlProperties.embedded(), folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another Kiln");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private static void insertTenant(Path folder, String id) {
        try (HikariDataSource first = Database.open(SqlProperties.embedded(), folder)) {
            new SqlStore(first)
                    .call(sql -> sql.sql(
                                    "insert into tenant (id, name, created_at) values (:id, 'Kept', current_timestamp)")
                            .param("id", id)
                            .update());
        }
    }

    private static List<String> tenants(SqlStore store) {
        return store.call(
                sql -> sql.sql("select id from tenant").query(String.class).list());
    }
}
