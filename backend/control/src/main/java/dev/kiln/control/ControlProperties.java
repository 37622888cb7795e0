package dev.kiln.control;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the control plane listens, whom it talks to and what it starts with. A file that is named must be there.
 *
 * @param host the address that it listens on; {@code KILN_HOST}
 * @param port 1 to 65535, or 0 for any that is free; {@code KILN_PORT}
 * @param apiUrl where the execution API is; {@code KILN_API_URL}
 * @param data the folder that it keeps its data in; {@code KILN_DATA}
 * @param languages the folder of the language files, whose limits the pages show; empty means that no language has
 *     limits of its own; {@code KILN_LANGUAGES}
 * @param adminPasswordFile its first line is the password of the account {@code admin}, which is made if there is no
 *     account at all; empty means that none is made; {@code KILN_ADMIN_PASSWORD_FILE}
 * @param bootstrapKeyFile its first line is an API key for programs, of the tenant {@code default}; empty means none;
 *     {@code KILN_BOOTSTRAP_KEY_FILE}
 * @param operatorKeyFile its first line is an API key that may do everything, for whoever operates this Kiln; empty means
 *     none; {@code KILN_OPERATOR_KEY_FILE}
 * @param controlKeyFile its first line is the key by which the control plane calls the execution API; empty means {@code
 *     control-key} in the data folder, made if it is not there; {@code KILN_CONTROL_KEY_FILE}
 * @param signInToken signs in as {@code admin} once, within an hour of the start that first knew it; empty means none;
 *     {@code KILN_SIGN_IN_TOKEN}
 * @param forwardedHeaders {@code none}, or {@code native} to believe the {@code X-Forwarded-…} headers of a proxy in a
 *     private network; {@code KILN_FORWARDED_HEADERS}
 */
@ConfigurationProperties("kiln")
public record ControlProperties(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("8080") int port,
        @DefaultValue("http://127.0.0.1:8081") URI apiUrl,
        @DefaultValue("data") String data,
        @DefaultValue("") String languages,
        @DefaultValue("") String adminPasswordFile,
        @DefaultValue("") String bootstrapKeyFile,
        @DefaultValue("") String operatorKeyFile,
        @DefaultValue("") String controlKeyFile,
        @DefaultValue("") String signInToken,
        @DefaultValue("none") String forwardedHeaders) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{32,256}");

    /** @throws IllegalArgumentException naming the key that is wrong */
    public ControlProperties {
        refuseUnless(!host.isBlank(), "kiln.host", "an address to listen on");
        refuseUnless(port >= 0 && port <= 65_535, "kiln.port", "0 to 65535");
        boolean http = "http".equals(apiUrl.getScheme()) || "https".equals(apiUrl.getScheme());
        refuseUnless(http && apiUrl.getHost() != null, "kiln.api-url", "http://HOST:PORT or https://HOST");
        refuseUnless(!data.isBlank(), "kiln.data", "a folder");
        refuseUnless(
                signInToken.isEmpty() || TOKEN.matcher(signInToken).matches(),
                "kiln.sign-in-token",
                "32 to 256 of A-Z a-z 0-9 . _ ~ -");
        refuseUnless(
                "none".equals(forwardedHeaders) || "native".equals(forwardedHeaders),
                "kiln.forwarded-headers",
                "none or native");
    }

    /** The folder of the language files, if one is named. */
    public Optional<Path> languageFolder() {
        return path(languages);
    }

    /** The file with the first password of {@code admin}, if one is named. */
    public Optional<Path> adminPassword() {
        return path(adminPasswordFile);
    }

    /** The file with the key for programs, if one is named. */
    public Optional<Path> bootstrapKey() {
        return path(bootstrapKeyFile);
    }

    /** The file with the operator's key, if one is named. */
    public Optional<Path> operatorKey() {
        return path(operatorKeyFile);
    }

    /** The file with the control plane's own key, if one is named. */
    public Optional<Path> controlKey() {
        return path(controlKeyFile);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "control plane on " + host + ":" + port + ", execution API at " + apiUrl;
    }

    private static Optional<Path> path(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static void refuseUnless(boolean right, String key, String wanted) {
        if (!right) {
            String variable = key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
            throw new IllegalArgumentException(key + " (" + variable + "): " + wanted);
        }
    }
}
