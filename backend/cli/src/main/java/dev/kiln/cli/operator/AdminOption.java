package dev.kiln.cli.operator;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.up.DataOption;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The operators' port that a command calls: that of the running Kiln, or another one, with an operator's key. */
public final class AdminOption {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "The operators' port of the execution API (that of the running Kiln; KILN_ADMIN_URL).",
            defaultValue = "${env:KILN_ADMIN_URL}")
    private @Nullable URI address;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    /** Whether a program reads the answer. */
    public boolean isJson() {
        return json;
    }

    /** A connection, to be closed. */
    public OperatorCalls connect() {
        DataFolder folder = data.folder();
        URI chosen = ServiceAddress.of("--admin", address, folder, InstanceState::admin, "KILN_ADMIN_PORT", "8083");
        return new OperatorCalls(Target.ADMIN, chosen, OperatorKey.of(folder));
    }
}
