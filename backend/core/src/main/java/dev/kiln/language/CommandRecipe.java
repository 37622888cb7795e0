package dev.kiln.language;

import java.util.List;
import java.util.Map;

/**
 * How one command of a language, compile or run, is made. Immutable.
 *
 * @param command argv templates: see {@link CommandTemplate} for the placeholders
 * @param environment added to and winning over the language's environment, values are templates
 * @param limits what this command needs other than the general limits
 * @param stackBytes stack of the main thread, bytes
 * @param heapPercent the share of the memory limit that {@code {heapMiB}} stands for, 1 to 100
 */
public record CommandRecipe(
        List<String> command,
        Map<String, String> environment,
        LimitOverrides limits,
        long stackBytes,
        int heapPercent) {
    public CommandRecipe {
        command = List.copyOf(command);
        environment = Ordered.copy(environment);
    }
}
