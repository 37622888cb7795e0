package dev.kiln.cli.operator;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.terminal.CommandFailure;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a service is: where a flag says, where it runs, or where it does by default. */
final class ServiceAddress {
    private ServiceAddress() {}

    static URI of(
            String flag,
            @Nullable URI given,
            DataFolder folder,
            Function<InstanceState, String> running,
            String portVariable,
            String standardPort) {
        if (given == null) {
            String port = System.getenv().getOrDefault(portVariable, standardPort);
            return InstanceState.read(folder)
                    .map(running)
                    .filter(address -> !address.isEmpty())
                    .map(URI::create)
                    .orElseGet(() -> URI.create("http://127.0.0.1:" + port));
        }
        if (given.getHost() == null) {
            throw new CommandFailure(flag + " is no address: " + given, "write it as http://HOST:PORT or https://HOST");
        }
        return given;
    }
}
