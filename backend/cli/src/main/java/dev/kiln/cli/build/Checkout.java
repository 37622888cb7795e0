package dev.kiln.cli.build;

import dev.kiln.cli.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which Kiln's sources and what is built from them lie.
 *
 * @param root the folder, absolute
 */
public record Checkout(Path root) {
    /** The one that the {@code kiln} script at its root named. */
    public static Checkout ofThisProcess() {
        String root = System.getProperty("kiln.root");
        if (root == null || !Files.isExecutable(Path.of(root, "kiln"))) {
            throw new CommandFailure("the folder of Kiln is not known", "start it by its script: ./kiln");
        }
        return new Checkout(Path.of(root));
    }

    /** The script at the root. */
    public Path script() {
        return root.resolve("kiln");
    }

    /** The language files. */
    public Path languages() {
        return root.resolve("languages");
    }

    /** The launcher of boxes. */
    public Path box() {
        return root.resolve("worker/native/build/kiln-box");
    }

    /** The folder for logs, stamps and reports of builds. */
    public Path target() {
        return root.resolve("target/kiln");
    }
}
