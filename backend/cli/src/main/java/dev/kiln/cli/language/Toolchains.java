package dev.kiln.cli.language;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.language.ToolchainPlaces;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the toolchains of languages lie: in the data folder, so that all of a Kiln is in one place, unless that lies
 * where a box has a folder of its own and so cannot be shown what lies there. Then it is the user's folder of tools.
 */
public final class Toolchains {
    private Toolchains() {}

    /** The folder for the worker, in whose {@code toolchains} they lie. */
    public static Path folder(DataFolder data) {
        Path root = data.root();
        boolean hidden = Stream.of(
                        "/proc", "/sys", "/dev", "/work", "/tmp", "/run", "/var/run", "/var/tmp", "/boot", "/etc")
                .anyMatch(root::startsWith);
        return hidden ? Path.of(System.getProperty("user.home"), ".kiln") : root;
    }

    /** The same with what else discovery needs to know. */
    public static ToolchainPlaces places(DataFolder data) {
        return ToolchainPlaces.ofThisProcess(folder(data));
    }
}
