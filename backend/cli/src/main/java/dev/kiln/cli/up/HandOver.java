package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.confine.Confinement;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.InstanceState;
import dev.kiln.cli.data.InstanceState.Phase;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.StopSignals;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the supervisor as a process of its own: in the background, or as root by sudo, which boxes need and which then
 * gives every other process a user without any rights.
 */
final class HandOver {
    private static final Path SUDO = Path.of("/usr/bin/sudo");
    private static final long POLL_MILLIS = 50;

    private final UpOptions options;
    private final DataFolder data;
    private final Checkout checkout;
    private final Terminal terminal;

    HandOver(UpOptions options, DataFolder data, Checkout checkout, Terminal terminal) {
        this.options = options;
        this.data = data;
        this.checkout = checkout;
        this.terminal = terminal;
    }

    /** Whether boxes need rights that this user has only by sudo. Asks for the password if there is one. */
    boolean needsSudo() {
        return !Confinement.isRoot() && options.applications().contains(Application.WORKER) && maySudo();
    }

    /** Starts the supervisor and waits: for its end, or in the background until it is ready. */
    int run(boolean detached, boolean sudo) throws InterruptedException {
        // Made here and now, so that they belong to the user and not to root.
        data.secrets().adminPassword();
        data.secrets().apiKey();
        data.secrets().operatorKey();
        data.secrets().controlKey();
        data.secrets().redisPassword();
        List<String> command = command(sudo);
        try {
            if (!detached) {
                Process supervisor = new ProcessBuilder(command).inheritIO().start();
                // Ctrl-C reaches both; this one waits for the other.
                StopSignals.onEach(count -> {});
                return supervisor.waitFor();
            }
            Instant began = Instant.now();
            Path log = data.logs().resolve("kiln.log");
            Files.writeString(log, "");
            List<String> background = new ArrayList<>(List.of("setsid"));
            background.addAll(command);
            Process supervisor = new ProcessBuilder(background)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return awaitReady(supervisor, log, began);
        } catch (IOException e) {
            throw new CommandFailure("the supervisor could not be started", "", e);
        }
    }

    private int awaitReady(Process supervisor, Path log, Instant began) throws IOException, InterruptedException {
        try (RandomAccessFile reader = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                boolean ready = InstanceState.read(data)
                        .filter(state -> !state.startedAt().isBefore(began) && state.phase() == Phase.READY)
                        .isPresent();
                boolean ended = supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                show(reader);
                if (ready) {
                    terminal.say("It goes on in the background: ./kiln status, ./kiln logs, ./kiln down");
                    return 0;
                }
                if (ended) {
                    return Math.max(1, supervisor.exitValue());
                }
            }
        }
    }

    private void show(RandomAccessFile reader) throws IOException {
        byte[] fresh = new byte[(int) (reader.length() - reader.getFilePointer())];
        reader.readFully(fresh);
        if (fresh.length > 0) {
            System.out.print(new String(fresh, StandardCharsets.UTF_8));
            System.out.flush();
        }
    }

    private List<String> command(boolean sudo) {
        List<String> command = new ArrayList<>();
        if (sudo) {
            command.add("sudo");
            // sudo clears the environment: what is meant for Kiln is passed on by name.
            command.add("env");
            for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
                if (variable.getKey().startsWith("KILN_")) {
                    command.add(variable.getKey() + "=" + variable.getValue());
                }
            }
        }
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-jar",
                checkout.root().resolve("backend/cli/target/kiln-cli.jar").toString()));
        command.addAll(List.of("up", "--prepared", "--data", data.root().toString()));
        command.addAll(List.of("--host", options.host, "--port", Integer.toString(options.port)));
        command.addAll(List.of("--api-port", Integer.toString(options.apiPort)));
        command.addAll(List.of("--worker-port", Integer.toString(options.workerPort)));
        command.addAll(List.of("--admin-port", Integer.toString(options.adminPort)));
        command.addAll(List.of("--drain", Integer.toString(options.drainSeconds)));
        options.only.forEach(name -> command.addAll(List.of("--only", name)));
        return command;
    }

    private boolean maySudo() {
        if (!Files.isExecutable(SUDO)) {
            return false;
        }
        if (terminal.isInteractive()) {
            terminal.say("Boxes need root's rights: starting by sudo; everything else gives them up at once.");
        }
        try {
            List<String> command = terminal.isInteractive() ? List.of("sudo", "-v") : List.of("sudo", "-n", "-v");
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
