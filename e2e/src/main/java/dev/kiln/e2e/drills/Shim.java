package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A library that is put under a process to change what the system tells it. It is compiled when it is needed. */
final class Shim implements AutoCloseable {
    private final Path folder;
    private final Path library;

    private Shim(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    /**
     * Compiles the C file of this name that lies beside this class.
     *
     * @throws IllegalStateException if there is no compiler, or it refuses
     */
    static Shim compile(String name) {
        try (InputStream source = Shim.class.getResourceAsStream(name + ".c")) {
            if (source == null) {
                throw new IllegalStateException("no " + name + ".c beside " + Shim.class.getName());
            }
            Path folder = Files.createTempDirectory("kiln-shim-");
            Path file = Files.write(folder.resolve(name + ".c"), source.readAllBytes());
            Path library = folder.resolve(name + ".so");
            Process compiler = new ProcessBuilder(List.of(
                            "cc",
                            "-std=gnu11",
                            "-O2",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            file.toString()))
                    .inheritIO()
                    .start();
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException(name + ".c does not compile");
            }
            return new Shim(folder, library);
        } catch (IOException broken) {
            throw new UncheckedIOException("cc is needed on the PATH: apt-get install gcc libc6-dev", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling", interrupted);
        }
    }

    Path library() {
        return library;
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
