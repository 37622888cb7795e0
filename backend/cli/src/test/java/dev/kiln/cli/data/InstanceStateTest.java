package dev.kiln.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.cli.process.ServiceState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceStateTest {
    @TempDir
    Path parent;

    @Test
    void isReadAsItWasWritten() {
        DataFolder data = DataFolder.at(parent);
        data.create();
        Instant began = Instant.parse("2026-11-25T10:15:30.120Z");
        var service = new ServiceState("api", ServiceState.Phase.READY, 4711, began, 2, 137);
        var state = new InstanceState(
                42,
                began,
                InstanceState.Phase.READY,
                "http://127.0.0.1:8080",
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8083",
                List.of(service));

        state.write(data);

        assertThat(InstanceState.read(data)).hasValue(state);
    }

    @Test
    void isEmptyWhereNothingOrSomethingElseWasWritten() throws Exception {
        DataFolder data = DataFolder.at(parent);
        data.create();
        assertThat(InstanceState.read(data)).isEmpty();

        Files.writeString(data.run().resolve("state.json"), "{\"other\": 1");

        assertThat(InstanceState.read(data)).isEmpty();
    }
}
