package dev.kiln.language;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs of a language are looked for and how their version is found. Immutable.
 *
 * @param minimumVersion the oldest version that will do, or null for any
 * @param versionCommand argv that prints the version; placeholders {@code {home}} and {@code {tool.NAME}}
 * @param versionPattern regular expression whose first group is the version within what the command prints
 * @param candidates places in order of preference; the first that works is taken
 */
public record Toolchain(
        @Nullable String minimumVersion,
        List<String> versionCommand,
        String versionPattern,
        List<Candidate> candidates) {

    public Toolchain {
        versionCommand = List.copyOf(versionCommand);
        candidates = List.copyOf(candidates);
    }

    /**
     * One place where the toolchain may be.
     *
     * @param home the toolchain's folder: a glob that begins with {@code /}, {@code ~/} (the home folder),
     *     {@code {data}} (Kiln's data folder) or {@code {jdk}} (the JDK that Kiln runs on); of several matches the one
     *     with the highest version in its name comes first
     * @param tools executables by name: alternatives, each a glob like {@code home} or relative to it
     * @param expose what the box must see read-only beyond the system's folders: paths like {@code home} or relative
     *     to it, and {@code {tool.NAME}}; globs may match nothing
     */
    public record Candidate(String home, Map<String, List<String>> tools, List<String> expose) {
        public Candidate {
            tools = Ordered.copy(tools);
            expose = List.copyOf(expose);
        }
    }
}
