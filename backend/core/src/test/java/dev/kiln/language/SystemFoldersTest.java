package dev.kiln.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFoldersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/opt/go", "/home/somebody/.rustup", "/srv/kiln/toolchains/prepared", "/tmpfiles", "/usr/x"})
    void canBeShownWhereABoxHasNothingOfItsOwn(String path) {
        assertThat(SystemFolders.canBeShown(Path.of(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tmp",
                "/tmp/x",
                "/var/tmp/x",
                "/run/kiln",
                "/work",
                "/etc/x",
                "/var",
                "/boot",
                "/opt/../tmp/x"
            })
    void cannotBeShownWhereABoxHasFoldersOfItsOwn(String path) {
        assertThat(SystemFolders.canBeShown(Path.of(path))).isFalse();
    }

    @Test
    void cannotBeShownByALinkThatLeadsThere(@TempDir Path hidden) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        Path folder = Files.createTempDirectory(home, ".kiln-test-");
        Path link = Files.createSymbolicLink(folder.resolve("link"), hidden);
        try {
            assertThat(SystemFolders.canBeShown(folder.resolve("not/there/yet")))
                    .isTrue();
            assertThat(SystemFolders.canBeShown(link.resolve("not/there/yet"))).isFalse();
        } finally {
            Files.delete(link);
            Files.delete(folder);
        }
    }
}
