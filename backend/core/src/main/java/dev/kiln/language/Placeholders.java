package dev.kiln.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which placeholders a language file may use where: a placeholder without a value is refused when the file is read,
 * never found out when a program is run.
 */
final class Placeholders {
    static final Set<String> VERSION_COMMAND = Set.of("home");
    static final Set<String> TOOLCHAIN = Set.of("home", "version", "version2", "prepared");
    static final Set<String> COMPILE =
            with(TOOLCHAIN, "source", "sources", "stem", "class", "memoryMiB", "heapMiB", "stackKiB");
    static final Set<String> RUN = with(COMPILE, "args");

    private @Nullable Set<String> tools;
    private boolean prepared;

    /** Takes up the tools of a candidate, which must be those of the candidates before it. */
    void defineTools(TomlReader candidate, Set<String> names) {
        if (tools == null) {
            tools = new HashSet<>(names);
        } else if (!tools.equals(names)) {
            throw candidate.refuse("tools", "must be the same names in each candidate");
        }
    }

    /** The language has a preparation, so {@code {prepared}} has a value. */
    void definePrepared() {
        prepared = true;
    }

    /** Refuses templates that are malformed or use a placeholder that has no value here. */
    void check(TomlReader reader, String key, List<String> templates, Set<String> allowed) {
        for (String template : templates) {
            if (!CommandTemplate.isWellFormed(template)) {
                throw reader.refuse(key, "has a brace that belongs to no placeholder: " + template);
            }
            if (!CommandTemplate.listsStandAlone(template)) {
                throw reader.refuse(key, "has a list that is not an argument of its own: " + template);
            }
            checkNames(reader, key, template, allowed);
        }
    }

    /** Refuses placeholders that have no value here; braces around anything else are the text's own. */
    void checkNames(TomlReader reader, String key, String text, Set<String> allowed) {
        for (String name : CommandTemplate.placeholders(text)) {
            if (!isDefined(name, allowed)) {
                throw reader.refuse(key, "has a placeholder that has no value here: {" + name + "}");
            }
        }
    }

    private boolean isDefined(String name, Set<String> allowed) {
        if (name.startsWith("tool.")) {
            return tools != null && tools.contains(name.substring("tool.".length()));
        }
        if (name.equals("prepared") && !prepared) {
            return false;
        }
        return allowed.contains(name);
    }

    private static Set<String> with(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
