package dev.kiln.cli.language;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.language.SystemFolders;
import dev.kiln.language.ToolchainPlaces;
import java.nio.file.Path;

/**
 * Where the toolchains of languages lie: in the data folder, so that all of a Kiln is in one place, unless that lies
 * where a box has a folder of its own and so cannot be shown what lies there. Then it is the user's folder of tools.
 */
public final class Toolchains {
    private Toolchains() {}

    /** The folder for the worker, in whose {@code toolchains} they lie. */
    public static Path folder(DataFolder data) {
        Path root = data.root();
        boolean shown = SystemFolders.canBeShown(root.resolve("toolchains"));
        return shown ? root : Path.of(System.getProperty("user.home"), ".kiln");
    }

    /** The same with what else discovery needs to know. */
    public static ToolchainPlaces places(DataFolder data) {
        return ToolchainPlaces.ofThisProcess(folder(data));
    }
}
