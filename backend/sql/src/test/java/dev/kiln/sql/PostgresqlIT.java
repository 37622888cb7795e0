package dev.kiln.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.account.AccountsContract;
import dev.kiln.sql.account.SignInLinksContract;
import dev.kiln.sql.tenant.ApiKeysContract;
import dev.kiln.sql.tenant.TenantDirectoryContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlIT {
    private final EmbeddedPostgres server;
    private final HikariDataSource source;
    private final SqlStore store;
    private final SqlProperties properties;

    PostgresqlIT(@TempDir Path data) throws IOException {
        server = EmbeddedPostgres.start();
        Path password = Files.writeString(data.resolve("password"), "postgres\n");
        properties = new SqlProperties(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", password);
        source = Database.open(properties, data);
        store = new SqlStore(source);
    }

    @AfterAll
    void close() throws IOException {
        source.close();
        server.close();
    }

    @Nested
    class AccountsOnPostgresql extends AccountsContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class SignInLinksOnPostgresql extends SignInLinksContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class TenantDirectoryOnPostgresql extends TenantDirectoryContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class ApiKeysOnPostgresql extends ApiKeysContract {
        @Override
        protected SqlStore store() {
            return store;
        }
    }

    @Nested
    class UpgradeOnPostgresql extends UpgradeContract {
        @TempDir
        private Path folder;

        @Override
        protected SqlProperties database() {
            createDatabase("upgraded");
            return new SqlProperties("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/upgraded", "postgres", null);
        }

        @Override
        protected Path data() {
            return folder;
        }
    }

    @Test
    void opensASchemaThatIsAlreadyInPlace(@TempDir Path data) {
        try (HikariDataSource again = Database.open(properties, data)) {
            assertThat(again.isRunning()).isTrue();
        }
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer(@TempDir Path data) throws IOException {
        EmbeddedPostgres other = EmbeddedPostgres.start();
        String url = "jdbc:postgresql://127.0.0.1:" + other.getPort() + "/postgres";
        try (HikariDataSource away = Database.open(new SqlProperties(url, "postgres", null), data)) {
            SqlStore orphan = new SqlStore(away);
            other.close();

            assertThatThrownBy(() -> orphan.call(
                            sql -> sql.sql("select 1").query(Integer.class).single()))
                    .isInstanceOfSatisfying(
                            KilnException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        }
    }

    /** A database is not made within a transaction. */
    private void createDatabase(String name) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
