package dev.kiln.control.account;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.Role;
import dev.kiln.control.ControlProperties;
import dev.kiln.control.SecretFile;
import dev.kiln.problem.KilnException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the account {@code admin} where there is no account at all. */
final class FirstAccount {
    private static final String VARIABLE = "KILN_ADMIN_PASSWORD_FILE";
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);

    private final Accounts accounts;
    private final ControlProperties properties;

    FirstAccount(Accounts accounts, ControlProperties properties) {
        this.accounts = accounts;
        this.properties = properties;
    }

    void ensure() {
        if (!accounts.isEmpty()) {
            return;
        }
        Optional<Path> file = properties.adminPassword();
        if (file.isEmpty()) {
            LOG.warn("there is no account: name a file with the admin's password in {} and start again", VARIABLE);
            return;
        }
        try {
            accounts.create(SignInLink.ADMIN, chosen(file.get()), Set.of(Role.ADMIN));
            LOG.info("the account {} was made", SignInLink.ADMIN);
        } catch (KilnException refused) {
            // Another control plane on the same database may have been quicker.
            if (accounts.find(SignInLink.ADMIN).isEmpty()) {
                throw refused;
            }
        }
    }

    private static Password chosen(Path file) {
        try {
            return Password.chosen(SecretFile.read(VARIABLE, file));
        } catch (KilnException weak) {
            throw new IllegalArgumentException(VARIABLE + ": " + file + ": " + weak.getMessage(), weak);
        }
    }
}
