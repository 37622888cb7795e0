package dev.kiln.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where things lie in the checkout that this runs in. */
public final class Checkout {
    private final Path root;

    private Checkout(Path root) {
        this.root = root;
    }

    /**
     * The checkout around the current folder.
     *
     * @throws IllegalStateException if there is none
     */
    public static Checkout here() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("kiln")) && Files.isDirectory(folder.resolve("languages"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException("not inside a checkout of Kiln: no folder above has the kiln command");
    }

    public Path root() {
        return root;
    }

    /**
     * The runnable jar of an application.
     *
     * @param module its folder, for example {@code backend/api}
     * @throws IllegalStateException if it is not built
     */
    public Path application(String module) {
        Path target = root.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                var jar = files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                        .findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        throw new IllegalStateException(module + " is not built: run ./mvnw package");
    }
}
