package dev.kiln.cli.data;

import dev.kiln.cli.process.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a supervisor runs, kept in the data folder so that other commands can show it, and so that the next start can
 * end what a supervisor left that was killed.
 *
 * @param supervisor its process id
 * @param startedAt when it began
 * @param phase where it is
 * @param ide the address of the IDE, empty if it does not run here
 * @param api the address of the execution API
 * @param admin the operators' address of the execution API, empty if it does not run here
 * @param services what it runs
 */
public record InstanceState(
        long supervisor,
        Instant startedAt,
        Phase phase,
        String ide,
        String api,
        String admin,
        List<ServiceState> services) {
    private static final JsonMapper JSON = new JsonMapper();

    public InstanceState {
        // One that another version wrote has none.
        admin = Objects.requireNonNullElse(admin, "");
        services = List.copyOf(services);
    }

    /** Where a supervisor is in its life. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING,
        STOPPED
    }

    /** Writes it so that a reader sees the one before or this one, never a part. */
    public void write(DataFolder data) {
        Path fresh = data.run().resolve("state.new");
        try {
            Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file(data), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DataFolder.unusable(fresh, e);
        }
    }

    /** What was written last; empty if nothing was, or by a Kiln that wrote something else. */
    public static Optional<InstanceState> read(DataFolder data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), InstanceState.class));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }

    private static Path file(DataFolder data) {
        return data.run().resolve("state.json");
    }
}
