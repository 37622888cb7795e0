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
import java.util.Set;

/** The keys that a Kiln starts with: the control plane's own, one for programs, one for its operator. Only hashes are kept. */
final class StartingKeys {
    private static final TenantId DEFAULT = new TenantId("default");

    private final ApiKeys keys;
    private final TenantDirectory tenants;

    StartingKeys(ApiKeys keys, TenantDirectory tenants) {
        this.keys = keys;
        this.tenants = tenants;
    }

    /** Makes sure that the control plane's key is kept, and the two tenants that every Kiln has. */
    void ensure(KeySecret control) {
        tenants.ensure(OwnTenant.CONTROL, "Control plane");
        tenants.ensure(DEFAULT, "Default");
        keys.put(new ApiKey(
                KeyHash.of(control),
                "Control plane",
                OwnTenant.CONTROL,
                Set.of(Scope.ACT_AS, Scope.EXECUTE, Scope.READ)));
    }

    /** Makes sure that the key for programs is kept. */
    void ensureBootstrap(Path file) {
        KeyHash hash = KeyHash.of(read("KILN_BOOTSTRAP_KEY_FILE", file));
        keys.put(new ApiKey(hash, "First key", DEFAULT, Set.of(Scope.EXECUTE, Scope.READ)));
    }

    /** Makes sure that the operator's key is kept, which may do and give everything. */
    void ensureOperator(Path file) {
        KeyHash hash = KeyHash.of(read("KILN_OPERATOR_KEY_FILE", file));
        keys.put(new ApiKey(hash, "Operator", DEFAULT, Set.of(Scope.values())));
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
