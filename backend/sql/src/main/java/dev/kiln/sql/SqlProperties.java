package dev.kiln.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database is.
 *
 * @param url of PostgreSQL, as JDBC writes it; null or empty means the embedded H2 in the data folder
 * @param user that the schema belongs to; needed with a url
 * @param passwordFile a file whose first line is that user's password; none if the server asks for none
 */
@ConfigurationProperties("kiln.sql")
public record SqlProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable Path passwordFile) {
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** @throws IllegalArgumentException naming the variable that is wrong */
    public SqlProperties {
        url = url == null || url.isBlank() ? null : url.strip();
        user = user == null || user.isBlank() ? null : user.strip();
        passwordFile = passwordFile == null || passwordFile.toString().isEmpty() ? null : passwordFile;
        if (url != null && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("KILN_SQL_URL must begin with " + POSTGRESQL
                    + " (leave it empty for the embedded database in the data folder)");
        }
        if (url != null && url.contains("password=")) {
            throw new IllegalArgumentException(
                    "KILN_SQL_URL must not contain a password: put it in a file and name that in KILN_SQL_PASSWORD_FILE");
        }
        if (url != null && user == null) {
            throw new IllegalArgumentException("KILN_SQL_USER is needed with KILN_SQL_URL");
        }
        if (url == null && (user != null || passwordFile != null)) {
            throw new IllegalArgumentException(
                    "KILN_SQL_USER and KILN_SQL_PASSWORD_FILE mean nothing without KILN_SQL_URL");
        }
    }

    /** The embedded database. */
    public static SqlProperties embedded() {
        return new SqlProperties(null, null, null);
    }

    /** The password, read now; empty if no file is named. */
    String password() {
        if (passwordFile == null) {
            return "";
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "KILN_SQL_PASSWORD_FILE: " + passwordFile + " cannot be read", unreadable);
        }
    }
}
