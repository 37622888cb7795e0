package dev.kiln.cli.tenant;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.tenant.TenantId;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about. */
final class TenantArgument {
    @Parameters(index = "0", paramLabel = "TENANT", description = "Its id: 1 to 63 of a-z, 0-9 and '-'.")
    private String id = "";

    String id() {
        return checked(id);
    }

    /** Its address below {@code /api/v1}. */
    String path() {
        return path(id);
    }

    static String path(String id) {
        return "/tenants/" + checked(id);
    }

    private static String checked(String id) {
        if (!TenantId.isValid(id)) {
            throw new CommandFailure(
                    "'" + id + "' is no tenant's id",
                    "an id is 1 to 63 of a-z, 0-9 and '-', and does not begin with '-'");
        }
        return id;
    }
}
