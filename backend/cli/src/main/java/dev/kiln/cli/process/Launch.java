package dev.kiln.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a program is started. Immutable.
 *
 * @param command the argument vector; the first is looked up in {@code PATH} if it has no slash
 * @param environment the whole environment: nothing of ours is inherited
 * @param folder the working folder
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
