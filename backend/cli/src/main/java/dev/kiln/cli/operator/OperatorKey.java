package dev.kiln.cli.operator;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key with which a command calls: that of the environment, or the operator's of the data folder. */
final class OperatorKey {
    private static final String VARIABLE = "KILN_OPERATOR_KEY";

    private OperatorKey() {}

    static String of(DataFolder folder) {
        @Nullable String key = System.getenv(VARIABLE);
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        Path kept = folder.root().resolve("operator-key");
        if (!Files.exists(kept)) {
            throw new CommandFailure(
                    "there is no operator's key in " + kept,
                    "start Kiln: ./kiln up; or set " + VARIABLE + " to a key of another");
        }
        return Secrets.read(kept);
    }
}
