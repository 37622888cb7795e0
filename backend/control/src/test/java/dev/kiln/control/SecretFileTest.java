package dev.kiln.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheFirstLine() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "  s3cret \nmore\n");

        assertThat(SecretFile.read("KILN_X_FILE", file)).isEqualTo("s3cret");
    }

    @Test
    void namesTheVariableAndTheFileButNotTheSecret() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\ns3cret\n");
        Path large = Files.writeString(folder.resolve("large"), "s3cret".repeat(1_000));

        refuses(folder.resolve("missing"));
        refuses(empty);
        refuses(large);
    }

    @Test
    void makesAFileForItsOwnerAloneAndOnlyOnce() throws IOException {
        Path file = folder.resolve("new/secret");

        SecretFile.ensure(file, () -> "first");
        SecretFile.ensure(file, () -> "second");

        assertThat(SecretFile.read("KILN_X_FILE", file)).isEqualTo("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static void refuses(Path file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretFile.read("KILN_X_FILE", file))
                .withMessageStartingWith("KILN_X_FILE: " + file)
                .withMessageNotContaining("s3cret");
    }
}
