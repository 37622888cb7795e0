package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
    private ToolchainTree tree;
    private Preparation preparation;

    @BeforeEach
    void makeTree(@TempDir Path folder) throws IOException {
        tree = new ToolchainTree(folder.toRealPath());
        preparation = new Preparation(tree.places());
    }

    private InstalledLanguage found(String command, String files) throws Exception {
        Language language = LanguageFile.parse(
                "sample.toml",
                SampleLanguage.TOML.replace(
                        "[scaffold]",
                        "[prepare]\nseconds = 2\ncommands = [[\"/bin/sh\", \"-c\", '''" + command
                                + "''', \"{prepared}\"]]\n" + files + "\n[scaffold]"));
        return ((Discovery.Present) new ToolchainDiscovery(tree.places(), path -> true).discover(language)).installed();
    }

    private static Path prepared(InstalledLanguage installed) {
        return Objects.requireNonNull(installed.prepared());
    }

    @BeforeEach
    void install() throws Exception {
        tree.sample("1.9", "echo Sample 1.9");
    }

    @Test
    void makesTheFolderFromFilesAndCommands() throws Exception {
        InstalledLanguage unprepared = found("cp nested/seed \"$0/product\"", "files = { \"nested/seed\" = \"clay\" }");

        InstalledLanguage installed = preparation.prepare(unprepared);

        assertThat(unprepared.isPrepared()).isFalse();
        assertThat(installed.isPrepared()).isTrue();
        assertThat(prepared(installed).resolve("product")).hasContent("clay");
        assertThat(installed.expose()).contains(prepared(installed));
    }

    @Test
    void letsEveryUserReadAndNobodyWriteTheProducts() throws Exception {
        InstalledLanguage installed = preparation.prepare(
                found("umask 077; mkdir $0/in; touch $0/in/data; touch $0/tool; chmod u+x $0/tool", ""));

        Path folder = prepared(installed);
        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(folder.resolve("in"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(folder.resolve("in/data"))).isEqualTo("r--r--r--");
        assertThat(permissions(folder.resolve("tool"))).isEqualTo("r-xr-xr-x");
    }

    @Test
    void isFoundByTheNextDiscovery() throws Exception {
        InstalledLanguage first = preparation.prepare(found("touch $0/product", ""));

        InstalledLanguage again = found("touch $0/product", "");

        assertThat(again.prepared()).isEqualTo(first.prepared());
        assertThat(preparation.prepare(again)).isSameAs(again);
    }

    @Test
    void isMadeAnewWhenTheRecipeChanges() throws Exception {
        preparation.prepare(found("touch $0/product", ""));

        assertThat(found("touch $0/another", "").isPrepared()).isFalse();
    }

    @Test
    void leavesNothingBehindWhenACommandFails() throws Exception {
        InstalledLanguage unprepared = found("touch $0/half; echo out of clay; exit 4", "");

        assertThatThrownBy(() -> preparation.prepare(unprepared))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("failed with exit code 4: out of clay");
        assertThat(tree.places().prepared()).isEmptyDirectory();
    }

    @Test
    void stopsACommandThatTakesTooLong() throws Exception {
        InstalledLanguage unprepared = found("exec tail -f /dev/null", "");

        assertThatThrownBy(() -> preparation.prepare(unprepared))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("took longer than 2 s");
        assertThat(tree.places().prepared()).isEmptyDirectory();
    }

    @Test
    void endsItsCommandsAndLeavesNothingWhenItIsInterrupted(@TempDir Path folder) throws Exception {
        Path begun = folder.resolve("begun");
        InstalledLanguage unprepared = found(
                "touch $0/half; tail -f /dev/null & echo $! > " + begun + ".new; mv " + begun + ".new " + begun
                        + "; wait",
                "");
        var failure = new CompletableFuture<Throwable>();
        Thread preparing = Thread.ofVirtual().start(() -> {
            try {
                preparation.prepare(unprepared);
            } catch (Throwable interrupted) {
                failure.complete(interrupted);
            }
        });
        await().until(() -> Files.exists(begun));

        preparing.interrupt();

        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(begun).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(tree.places().prepared()).isEmptyDirectory();
    }

    @Test
    void removesWhatAKilledProcessLeftAndNothingElse() throws Exception {
        InstalledLanguage installed = preparation.prepare(found("touch $0/product", ""));
        Path leftOver = Files.createDirectories(tree.places().prepared().resolve(".making-1/product"));
        Files.createFile(leftOver.resolveSibling("lock"));
        try (StagingFolder inTheMaking = StagingFolder.create(tree.places().prepared())) {
            Path product = inTheMaking.folder("product");

            preparation.removeLeftovers();

            assertThat(leftOver.getParent()).doesNotExist();
            assertThat(product).exists();
            assertThat(prepared(installed)).exists();
        }
    }

    @Test
    void leavesOneProductWhenManyPrepareAtOnce() throws Exception {
        InstalledLanguage unprepared = found("touch $0/product", "");

        List<Path> folders;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            folders = executor
                    .invokeAll(IntStream.range(0, 6)
                            .<java.util.concurrent.Callable<Path>>mapToObj(
                                    i -> () -> prepared(preparation.prepare(unprepared)))
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }

        assertThat(folders).hasSize(6).containsOnly(folders.getFirst());
        try (Stream<Path> entries = Files.list(tree.places().prepared())) {
            assertThat(entries).containsExactly(folders.getFirst());
        }
    }

    @Test
    void hasNothingToDoForALanguageWithoutARecipe() throws Exception {
        InstalledLanguage installed = SampleLanguage.installed();

        assertThat(preparation.prepare(installed)).isSameAs(installed);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
