package dev.kiln.language;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Does once, for each toolchain, what would otherwise cost every program seconds: compiles Go's standard library,
 * records the code of {@code javac}. The product is complete or not there: it is made aside and moved into place. Safe
 * for use by many threads and processes; two that prepare the same at the same time leave one product.
 */
public final class Preparation {
    private static final int SHOWN_OUTPUT = 500;

    private final ToolchainPlaces places;

    /** Prepares into the data folder of the given places. */
    public Preparation(ToolchainPlaces places) {
        this.places = places;
    }

    /**
     * Makes a language ready to run programs; at once if that was done before or nothing is to do, else it takes
     * seconds to a minute.
     *
     * @return the language with its prepared folder
     * @throws PreparationException if a command fails, takes longer than its timeout, or the folder cannot be written
     * @throws InterruptedException if the thread is interrupted; the commands and what they made are gone then
     */
    public InstalledLanguage prepare(InstalledLanguage installed) throws InterruptedException {
        PreparationRecipe recipe = installed.language().preparation();
        if (recipe == null || installed.prepared() != null) {
            return installed;
        }
        Path folder = PreparedFolder.of(installed, places).path();
        try {
            if (!Files.isDirectory(folder)) {
                make(installed, recipe, folder);
            }
        } catch (IOException e) {
            throw new PreparationException(
                    installed.language().id() + ": cannot write " + folder + ": " + e.getMessage(), e);
        }
        return installed.withPrepared(folder);
    }

    /**
     * Deletes what processes that were killed while they prepared have left half-made.
     *
     * @throws PreparationException if it cannot be deleted
     */
    public void removeLeftovers() {
        try {
            StagingFolder.removeLeftovers(places.prepared());
        } catch (IOException e) {
            throw new PreparationException(
                    "what was left half-made in " + places.prepared() + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private void make(InstalledLanguage installed, PreparationRecipe recipe, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(places.prepared());
        try (StagingFolder staging = StagingFolder.create(places.prepared())) {
            Path product = staging.folder("product");
            Path work = staging.folder("work");
            for (var file : recipe.files().entrySet()) {
                Path path = work.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            runAll(installed, recipe, product, work);
            makeReadable(product);
            moveIntoPlace(product, folder);
        }
    }

    private static void runAll(InstalledLanguage installed, PreparationRecipe recipe, Path product, Path work)
            throws IOException, InterruptedException {
        Map<String, String> values = LanguageCommand.toolchainValues(installed.withPrepared(product));
        Map<String, String> environment =
                LanguageCommand.environment(values, installed.language().environment(), recipe.environment());
        environment.put("HOME", work.toString());
        environment.put("TMPDIR", work.toString());
        for (List<String> template : recipe.commands()) {
            List<String> command = CommandTemplate.expand(template, values, Map.of());
            ToolchainCommand.Answer answer = ToolchainCommand.run(command, environment, work, recipe.timeout());
            if (answer.exitCode() != 0) {
                throw new PreparationException(installed.language().id() + ": "
                        + String.join(" ", command)
                        + (answer.timedOut()
                                ? " took longer than " + recipe.timeout().toSeconds() + " s"
                                : " failed with exit code " + answer.exitCode())
                        + ": " + shown(answer.output()));
            }
        }
    }

    /** Boxes run as other users, so all may read, whatever the umask is, and nobody writes. */
    private static void makeReadable(Path product) throws IOException {
        var readOnly = PosixFilePermissions.fromString("r--r--r--");
        var executable = PosixFilePermissions.fromString("r-xr-xr-x");
        var folder = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.walkFileTree(product, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.setPosixFilePermissions(file, Files.isExecutable(file) ? executable : readOnly);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(path, folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void moveIntoPlace(Path product, Path folder) throws IOException {
        try {
            Files.move(product, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            // Another process was faster: its product is as good as ours.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static String shown(String output) {
        String text = output.strip();
        return text.length() <= SHOWN_OUTPUT ? text : text.substring(0, SHOWN_OUTPUT) + "…";
    }
}
