package dev.kiln.cli.up;

import dev.kiln.cli.data.DataFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder that a command works on, by flag or environment. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept (~/.kiln; KILN_DATA).",
            defaultValue = "${env:KILN_DATA}")
    private @Nullable Path path;

    /** The folder that was chosen. */
    public DataFolder folder() {
        return DataFolder.at(path != null ? path : Path.of(System.getProperty("user.home"), ".kiln"));
    }
}
