package dev.kiln.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.object.ObjectKey;
import dev.kiln.object.PutAnswer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, a real one: a file system in memory of a megabyte. Mounting it needs root, as boxes do. */
class FullDiskIT {
    private static final int MEBIBYTE = 1024 * 1024;

    private final Path disk;

    FullDiskIT(@TempDir Path disk) {
        this.disk = disk;
    }

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "kiln-test", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void refusesWhatDoesNotFitAndLeavesNothingOfIt() {
        var store = FileObjectStore.open(disk.resolve("objects"));

        assertThatThrownBy(() -> store.put(new ObjectKey("large"), new byte[2 * MEBIBYTE]))
                .asInstanceOf(type(KilnException.class))
                .returns(ErrorCode.STORE_FULL, KilnException::code)
                .extracting(KilnException::getMessage, STRING)
                .contains("disk is full");

        assertThat(store.list("", Optional.empty(), 10).keys()).isEmpty();
        assertThat(store.put(new ObjectKey("small"), new byte[MEBIBYTE / 2])).isEqualTo(PutAnswer.WRITTEN);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
