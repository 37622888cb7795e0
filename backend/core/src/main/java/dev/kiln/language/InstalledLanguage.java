package dev.kiln.language;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A language whose toolchain is on this host, with every path resolved. Immutable.
 *
 * @param language the language
 * @param version what the version command printed
 * @param home the toolchain's folder, a real path
 * @param tools executables by name, absolute
 * @param toolchainPaths what of the toolchain a box must see, without {@code prepared}: see {@link #expose()}
 * @param libraries the bundled libraries that are installed
 * @param prepared the folder that {@link Preparation} made; null if the language needs none or it was not made yet
 */
public record InstalledLanguage(
        Language language,
        String version,
        Path home,
        Map<String, Path> tools,
        List<Path> toolchainPaths,
        List<InstalledLibrary> libraries,
        @Nullable Path prepared) {

    public InstalledLanguage {
        tools = Ordered.copy(tools);
        toolchainPaths = List.copyOf(toolchainPaths);
        libraries = List.copyOf(libraries);
    }

    /** Whether programs can run: false while the language waits for {@link Preparation#prepare}. */
    public boolean isPrepared() {
        return language.preparation() == null || prepared != null;
    }

    /**
     * Absolute paths, folders and single files, that a box must see read-only at the same place, beyond the folders of
     * the system itself ({@link SystemFolders}). No path contains another one of the list.
     */
    public List<Path> expose() {
        if (prepared == null) {
            return toolchainPaths;
        }
        List<Path> paths = new ArrayList<>(toolchainPaths);
        paths.add(prepared);
        return List.copyOf(paths);
    }

    InstalledLanguage withPrepared(Path folder) {
        return new InstalledLanguage(language, version, home, tools, toolchainPaths, libraries, folder);
    }

    /**
     * A bundled library that was found.
     *
     * @param name the name under which programs import it
     * @param version its version, or null where its evidence carries none
     */
    public record InstalledLibrary(String name, @Nullable String version) {}
}
