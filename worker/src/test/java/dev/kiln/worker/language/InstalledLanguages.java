package dev.kiln.worker.language;

import dev.kiln.language.Discovery;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.language.Preparation;
import dev.kiln.language.ToolchainDiscovery;
import dev.kiln.language.ToolchainPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The languages of this machine, for tests. What {@code ./kiln} prepared before is not prepared again. */
public final class InstalledLanguages {
    private InstalledLanguages() {}

    /** Where toolchains are installed and prepared: a folder that boxes can show, which those for temporary files are not. */
    public static ToolchainPlaces places() {
        String data = System.getenv("KILN_DATA");
        return ToolchainPlaces.ofThisProcess(
                data != null ? Path.of(data) : Path.of(System.getProperty("user.home"), ".kiln"));
    }

    /** All languages of the checkout. */
    public static LanguageCatalog catalog() {
        Path folder = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(above -> above.resolve("languages"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no folder of language files above the working folder"));
        return LanguageCatalog.load(folder);
    }

    /** What is found of these languages on this machine. */
    public static List<Discovery> discover(String... ids) throws InterruptedException {
        return new ToolchainDiscovery(places())
                .discover(Stream.of(ids)
                        .map(id -> catalog().find(id).orElseThrow())
                        .toList());
    }

    /** Prepares into {@link #places()}. */
    public static Preparation preparation() {
        return new Preparation(places());
    }
}
