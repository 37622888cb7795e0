package dev.kiln.cli.tenant;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.up.DataOption;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control plane that a command calls: that of the running Kiln, or another one, with an operator's key. */
final class ControlOption {
    private static final String KEY = "KILN_OPERATOR_KEY";

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--control",
            paramLabel = "URL",
            description = "The control plane (that of the running Kiln; KILN_CONTROL_URL).",
            defaultValue = "${env:KILN_CONTROL_URL}")
    private @Nullable URI control;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    /** Whether a program reads the answer. */
    boolean isJson() {
        return json;
    }

    /** A connection, to be closed. */
    ControlPlane connect() {
        DataFolder folder = data.folder();
        return new ControlPlane(address(folder), key(folder));
    }

    private URI address(DataFolder folder) {
        if (control != null) {
            if (control.getHost() == null) {
                throw new CommandFailure(
                        "--control is no address: " + control, "write it as http://HOST:PORT or https://HOST");
            }
            return control;
        }
        return InstanceState.read(folder)
                .map(InstanceState::ide)
                .filter(ide -> !ide.isEmpty())
                .map(URI::create)
                .orElseGet(
                        () -> URI.create("http://127.0.0.1:" + System.getenv().getOrDefault("KILN_PORT", "8080")));
    }

    private static String key(DataFolder folder) {
        @Nullable String key = System.getenv(KEY);
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        Path kept = folder.root().resolve("operator-key");
        if (!Files.exists(kept)) {
            throw new CommandFailure(
                    "there is no operator's key in " + kept,
                    "start Kiln: ./kiln up; or set " + KEY + " to a key of another");
        }
        return Secrets.read(kept);
    }
}
