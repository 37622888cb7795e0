package dev.kiln.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.language.SystemFolders;
import dev.kiln.worker.RealSandbox;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilnBoxSandboxIT extends SandboxContract {
    private static KilnBoxSandbox sandbox;

    @BeforeAll
    static void openSandbox() {
        sandbox = RealSandbox.open();
    }

    @AfterAll
    static void closeSandbox() {
        sandbox.close();
    }

    @AfterEach
    void exposeNothing() {
        sandbox.expose(List.of());
    }

    @Override
    Sandbox sandbox() {
        return sandbox;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/var",
                "/var/tmp",
                "/tmp",
                "/run",
                "/etc",
                "/dev",
                "/proc/self",
                "/sys",
                "/boot",
                "/opt",
                "/srv",
                "/mnt",
                "/usr/share",
                "/home"
            })
    void showsWhatLanguagesMayBeFoundInAndNothingElse(String path) {
        assertThat(sandbox.tryToExpose(List.of(Path.of(path)))).isEqualTo(SystemFolders.canBeShown(Path.of(path)));
    }

    @Test
    void makesBoxesAlthoughAToolchainIsGone() throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        Path toolchain = Files.createTempDirectory(home, ".kiln-test-");
        assertThat(sandbox.tryToExpose(List.of(toolchain))).isTrue();
        Files.delete(toolchain);

        try (Box box = sandbox.open()) {
            assertThat(box.isOpen()).isTrue();
        }
        assertThat(sandbox.tryToExpose(List.of(toolchain))).isFalse();
    }
}
