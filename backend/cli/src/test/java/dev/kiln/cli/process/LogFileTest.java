package dev.kiln.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final int LARGEST = 10 * 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void keepsThePredecessorsOfAFullLogAndNoMore() throws Exception {
        LogFile log = new LogFile(folder.resolve("api.log"));
        byte[] part = "x".repeat(LARGEST - 100).getBytes(StandardCharsets.US_ASCII);

        log.copy(new SequenceInputStream(Collections.enumeration(Collections.nCopies(6, part).stream()
                .map(ByteArrayInputStream::new)
                .toList())));

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("api.log", "api.log.1", "api.log.2", "api.log.3");
        }
        assertThat(folder.resolve("api.log.1").toFile().length()).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void goesOnWhereAnEarlierRunEnded() throws Exception {
        LogFile log = new LogFile(folder.resolve("api.log"));

        log.copy(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        log.copy(new ByteArrayInputStream("three\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(log.tail(2)).containsExactly("two", "three");
        assertThat(new LogFile(folder.resolve("none.log")).tail(2)).isEmpty();
    }
}
