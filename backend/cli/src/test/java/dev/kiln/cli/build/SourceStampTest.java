package dev.kiln.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceStampTest {
    private static final long BUILT = 1_000_000_000_000L;
    private static final long LATER = BUILT + 60_000;

    @TempDir
    Path folder;

    private Path sources = Path.of("");
    private SourceStamp stamp = new SourceStamp(Path.of(""));

    @BeforeEach
    void build() throws Exception {
        sources = Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("src/target"));
        touch(Files.writeString(sources.resolve("A.java"), "class A {}"), BUILT - 1);
        touch(Files.writeString(sources.resolve("B.java"), "class B {}"), BUILT - 1);
        stamp = new SourceStamp(folder.resolve("built"));
        stamp.set(BUILT);
        touch(folder.resolve("built"), BUILT + 1000);
        settle();
    }

    @Test
    void isFreshWhileNothingChanges() {
        assertThat(isFresh()).isTrue();
    }

    @Test
    void isStaleBeforeTheFirstBuild() {
        assertThat(new SourceStamp(folder.resolve("none")).isFresh(List.of(sources)))
                .isFalse();
    }

    @Test
    void isStaleAfterAnEditEvenOneDuringTheBuild() throws Exception {
        touch(sources.resolve("A.java"), BUILT + 500);

        assertThat(isFresh()).isFalse();
    }

    @Test
    void isStaleAfterAFileIsGone() throws Exception {
        Files.delete(sources.resolve("B.java"));
        touch(sources, LATER);

        assertThat(isFresh()).isFalse();
    }

    @Test
    void doesNotLookAtWhatABuildMakes() throws Exception {
        touch(Files.writeString(folder.resolve("src/target/A.class"), ""), LATER);
        settle();

        assertThat(isFresh()).isTrue();
    }

    private boolean isFresh() {
        return stamp.isFresh(List.of(folder.resolve("src")));
    }

    private void settle() throws Exception {
        for (Path path : List.of(sources, folder.resolve("src/target"), folder.resolve("src"))) {
            touch(path, BUILT - 1);
        }
    }

    private static void touch(Path path, long millis) throws Exception {
        Files.setLastModifiedTime(path, FileTime.fromMillis(millis));
    }
}
