package dev.kiln.cli.up;

import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.DataLock;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.process.ServiceState;
import dev.kiln.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code kiln status}. */
@Command(
        name = "status",
        description = "Shows what runs. Exit code 0 if all of it is ready, 3 if something is not, 4 if nothing runs.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final int NOT_READY = 3;
    private static final int NOT_RUNNING = 4;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.ofProcess();
        DataFolder folder = data.folder();
        boolean runs = DataLock.holder(folder).isPresent();
        Optional<InstanceState> state = runs ? InstanceState.read(folder) : Optional.empty();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("running", runs);
            answer.put("data", folder.root().toString());
            answer.put("instance", state.orElse(null));
            terminal.answer(new JsonMapper().writeValueAsString(answer));
        } else if (state.isPresent()) {
            show(terminal, state.get());
        } else {
            terminal.answer(runs ? "Kiln is starting on " + folder.root() : "No Kiln runs on " + folder.root() + ".");
        }
        return exitCode(runs, state);
    }

    private static int exitCode(boolean runs, Optional<InstanceState> state) {
        if (!runs) {
            return NOT_RUNNING;
        }
        boolean ready = state.isPresent()
                && state.get().services().stream().allMatch(service -> service.phase() == ServiceState.Phase.READY);
        return ready ? 0 : NOT_READY;
    }

    private static void show(Terminal terminal, InstanceState state) {
        terminal.answer("Kiln is " + word(state.phase()) + ", process " + state.supervisor() + ", for "
                + Terminal.spoken(Duration.between(state.startedAt(), Instant.now())) + ".");
        terminal.answer((state.ide().isEmpty() ? "" : "IDE " + state.ide() + "   ") + "API " + state.api());
        for (ServiceState service : state.services()) {
            terminal.answer(String.format(
                    Locale.ROOT,
                    "  %-8s %-10s %-14s %s",
                    service.name(),
                    word(service.phase()),
                    service.pid() == 0 ? "" : "process " + service.pid(),
                    service.restarts() == 0
                            ? ""
                            : "restarts: " + service.restarts() + ", last exit code " + service.lastExit()));
        }
    }

    private static String word(Enum<?> phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
