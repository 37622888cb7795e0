package dev.kiln.cli.build;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The three applications: where each is built, how much memory its heap may take, and as whom root starts it. */
public enum Application {
    /** The execution API. */
    API("backend/api", 192, 64_522),
    /** The control plane, which serves the IDE. */
    CONTROL("backend/control", 320, 64_523),
    /** Claims executions and runs them in boxes. It keeps the supervisor's rights, because boxes need them. */
    WORKER("worker", 96, 0);

    private final String module;
    private final int heapMebibytes;
    private final int uid;

    Application(String module, int heapMebibytes, int uid) {
        this.module = module;
        this.heapMebibytes = heapMebibytes;
        this.uid = uid;
    }

    /** The name by which people know it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The module in which it is built, relative to the checkout. */
    public String module() {
        return module;
    }

    /** The most that its heap may take, in MiB. */
    public int heapMebibytes() {
        return heapMebibytes;
    }

    /** The user as which root starts it: one of no account, for itself alone. 0 for the worker. */
    public int uid() {
        return uid;
    }

    /** The folder into which the application is laid out, ready to start. */
    public Path folder(Checkout checkout) {
        return checkout.root().resolve(module).resolve("target/app");
    }

    /** The file to start in a folder into which it was laid out. */
    static Path jar(Path folder) {
        return folder.resolve("application.jar");
    }

    /** The one file that the build made of it. */
    Path built(Checkout checkout) {
        Path target = checkout.root().resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "kiln-" + word() + "-*exec.jar")) {
            List<Path> found = new java.util.ArrayList<>();
            jars.forEach(found::add);
            if (found.size() != 1) {
                throw new CommandFailure(
                        "there is not one kiln-" + word() + "-…-exec.jar in " + target + " but " + found.size(),
                        "run: ./kiln mvn -pl " + module + " clean");
            }
            return found.getFirst();
        } catch (IOException e) {
            throw new CommandFailure("what was built of " + word() + " cannot be found in " + target, "", e);
        }
    }
}
