package dev.kiln.control.tenant;

import dev.kiln.control.SecretFile;
import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.ApiKeys;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantDirectory;
import dev.kiln.tenant.TenantId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The keys that a Kiln starts with: the control plane's own, and one for programs. Only their hashes are kept. */
final class StartingKeys {
    private static final TenantId DEFAULT = new TenantId("default");
    private static final TenantId CONTROL = new TenantId("kiln-control");

    private final ApiKeys keys;
    private final TenantDirectory tenants;

    StartingKeys(ApiKeys keys, TenantDirectory tenants) {
        this.keys = keys;
        this.tenants = tenants;
    }

    /** Makes sure that both are kept, each with its tenant. */
    void ensure(KeySecret control, Optional<Path> bootstrap) {
        tenants.ensure(CONTROL, "Control plane");
        keys.put(new ApiKey(
                KeyHash.of(control), "Control plane", CONTROL, Set.of(Scope.ACT_AS, Scope.EXECUTE, Scope.READ)));
        tenants.ensure(DEFAULT, "Default");
        bootstrap
                .map(file -> read("KILN_BOOTSTRAP_KEY_FILE", file))
                .map(secret -> new ApiKey(KeyHash.of(secret), "First key", DEFAULT, Set.of(Scope.EXECUTE, Scope.READ)))
                .ifPresent(keys::put);
    }

    static KeySecret read(String variable, Path file) {
        try {
            return KeySecret.of(SecretFile.read(variable, file));
        } catch (IllegalArgumentException refused) {
            if (String.valueOf(refused.getMessage()).startsWith(variable)) {
                throw refused;
            }
            throw new IllegalArgumentException(variable + ": " + file + " does not begin with an API key", refused);
        }
    }
}
