package dev.kiln.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Opens the database and brings its schema to what this version of Kiln needs. */
final class Database {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Milliseconds that a caller waits for a connection before it is told that the store does not answer. */
    private static final long CONNECTION_WAIT_MILLIS = 3_000;

    /** Tries, a second and then longer apart, while PostgreSQL is still starting. */
    private static final int CONNECT_RETRIES = 3;

    /** H2's {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int H2_ALREADY_OPEN = 90020;

    private Database() {}

    static HikariDataSource open(SqlProperties properties, Path data) {
        HikariConfig config = config(properties, data);
        HikariDataSource source = new HikariDataSource(config);
        try {
            migrate(source, properties.url() == null ? 0 : CONNECT_RETRIES);
            return source;
        } catch (FlywayException failed) {
            source.close();
            throw new IllegalStateException(why(failed, config), failed);
        }
    }

    /** How the database is reached, whatever its schema. */
    static HikariConfig config(SqlProperties properties, Path data) {
        HikariConfig config = properties.url() == null ? embedded(data) : postgresql(properties);
        config.setPoolName("kiln-sql");
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        // The migration is the first to connect, and the one that says what is wrong.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static HikariConfig embedded(Path data) {
        Path folder = data.toAbsolutePath().resolve("sql");
        try {
            Files.createDirectories(folder, OWNER_ONLY);
        } catch (IOException failed) {
            throw new UncheckedIOException("KILN_DATA: the folder " + folder + " cannot be made", failed);
        }
        if (folder.toString().contains(";")) {
            throw new IllegalArgumentException("KILN_DATA must not contain a semicolon");
        }
        HikariConfig config = new HikariConfig();
        // WRITE_DELAY=0: what was answered is on disk, even if the process is killed.
        config.setJdbcUrl("jdbc:h2:file:" + folder.resolve("kiln")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0");
        config.setUsername("kiln");
        config.setMaximumPoolSize(4);
        return config;
    }

    private static HikariConfig postgresql(SqlProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Objects.requireNonNull(properties.url()));
        config.setUsername(properties.user());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(10);
        return config;
    }

    private static String why(FlywayException failed, HikariConfig config) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return "KILN_DATA: another Kiln uses this data folder: stop it, or choose another folder";
            }
        }
        return "the database at " + config.getJdbcUrl() + " cannot be used: " + failed.getMessage();
    }

    private static void migrate(HikariDataSource source, int connectRetries) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .connectRetries(connectRetries)
                .cleanDisabled(true)
                .load()
                .migrate();
    }
}
