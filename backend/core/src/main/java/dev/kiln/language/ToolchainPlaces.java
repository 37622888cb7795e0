package dev.kiln.language;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders of this host to which the paths of language files refer. Immutable.
 *
 * @param home the home folder: what {@code ~/} stands for
 * @param data Kiln's data folder ({@code KILN_DATA}): what {@code {data}} stands for; installed and prepared toolchains
 *     lie in it
 * @param jdk the JDK that Kiln runs on ({@code KILN_JDK}): what {@code {jdk}} stands for, or null if it is a bare
 *     runtime
 */
public record ToolchainPlaces(
        Path home, Path data, @Nullable Path jdk) {

    /** The home folder and JDK of this process with the given data folder. */
    public static ToolchainPlaces ofThisProcess(Path data) {
        String jdk = System.getenv().getOrDefault("KILN_JDK", System.getProperty("java.home"));
        return new ToolchainPlaces(Path.of(System.getProperty("user.home")), data.toAbsolutePath(), Path.of(jdk));
    }

    /** Where npm packages and other programs that Kiln itself installs for a language lie. */
    public Path installed(Language language) {
        return data.resolve("toolchains").resolve(language.id());
    }

    /** Whether boxes can be shown what is installed and prepared in the data folder. */
    public boolean canBeShown() {
        return SystemFolders.canBeShown(prepared());
    }

    /** Where prepared toolchains lie. */
    Path prepared() {
        return data.resolve("toolchains").resolve("prepared");
    }

    /** Whether a path of a language file begins with one of the anchors, so that it does not depend on a folder. */
    static boolean isAnchored(String path) {
        return path.startsWith("/") || path.startsWith("~/") || path.startsWith("{data}/") || isJdk(path);
    }

    /** The absolute glob that a path of a language file means; empty if it refers to a JDK and there is none. */
    Optional<String> anchor(String path) {
        if (path.startsWith("~/")) {
            return Optional.of(home + path.substring(1));
        }
        if (path.startsWith("{data}/")) {
            return Optional.of(data + path.substring("{data}".length()));
        }
        if (isJdk(path)) {
            return Optional.ofNullable(jdk).map(folder -> folder + path.substring("{jdk}".length()));
        }
        return Optional.of(path);
    }

    private static boolean isJdk(String path) {
        return path.equals("{jdk}") || path.startsWith("{jdk}/");
    }
}
