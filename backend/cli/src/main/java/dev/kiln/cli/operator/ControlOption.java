package dev.kiln.cli.operator;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.up.DataOption;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control plane that a command calls: that of the running Kiln, or another one, with an operator's key. */
public final class ControlOption {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--control",
            paramLabel = "URL",
            description = "The control plane (that of the running Kiln; KILN_CONTROL_URL).",
            defaultValue = "${env:KILN_CONTROL_URL}")
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
        URI chosen = ServiceAddress.of("--control", address, folder, InstanceState::ide, "KILN_PORT", "8080");
        return new OperatorCalls(Target.CONTROL, chosen, OperatorKey.of(folder));
    }
}
