package dev.kiln.language;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Work that is done once for each toolchain, outside of any box and by trusted programs alone, whose product every box
 * sees read-only as {@code {prepared}}: compiled standard libraries, caches of the compiler's own code. Immutable.
 *
 * @param timeout of each command
 * @param files files in the folder that the commands run in, content by path
 * @param environment of the commands, values are templates
 * @param commands argv templates, run in order; placeholders {@code {prepared}} (the folder to fill), {@code {home}},
 *     {@code {tool.NAME}}, {@code {version}}, {@code {version2}}
 */
public record PreparationRecipe(
        Duration timeout, Map<String, String> files, Map<String, String> environment, List<List<String>> commands) {
    public PreparationRecipe {
        files = Ordered.copy(files);
        environment = Ordered.copy(environment);
        commands = commands.stream().map(List::copyOf).toList();
    }
}
