package dev.kiln.cli.build;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Runs a long step by a program of the machine: what it prints goes into a log, what it does now to the terminal, and
 * if it fails, the first errors that it named and the end of it.
 */
public final class Tool {
    private static final int SHOWN_LINES = 10;

    /** As javac, cc, tsc and Maven write what is wrong at a place: the path, and that it is an error. */
    private static final Pattern ERROR = Pattern.compile(
            "\\[ERROR] /|: (fatal )?error\\b|\\berror TS\\d|\\[ERROR] .*FAIL", Pattern.CASE_INSENSITIVE);

    private final Terminal terminal;
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();

    /** @param log to which the output is appended */
    public Tool(Terminal terminal, Path log) {
        this.terminal = terminal;
        this.log = log;
    }

    /** Sets a variable for the program, beside those of this process. */
    public Tool with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @param step what it does, as people say it
     * @param progress makes of a line of output what is to be shown, if anything
     * @throws CommandFailure if it cannot be started or fails
     */
    public void run(String step, List<String> command, Path folder, Function<String, Optional<String>> progress) {
        long began = System.nanoTime();
        terminal.passing(step + " …");
        Deque<String> end = new ArrayDeque<>();
        List<String> errors = new ArrayList<>();
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = start(command, folder);
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                    Writer copy = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    copy.write(line + "\n");
                    remember(errors, end, line);
                    progress.apply(line).ifPresent(shown -> terminal.passing(step + " … " + shown));
                }
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw failed(step, exit, errors, end);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    step + ": " + command.getFirst() + " could not be run: " + e.getMessage(),
                    "./kiln doctor says what is missing",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "", e);
        }
        terminal.say(step + " … " + Terminal.spoken(Duration.ofNanos(System.nanoTime() - began)));
    }

    private Process start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static void remember(List<String> errors, Deque<String> end, String line) {
        if (errors.size() < SHOWN_LINES && ERROR.matcher(line).find()) {
            errors.add(line);
            return;
        }
        end.addLast(line);
        if (end.size() > SHOWN_LINES) {
            end.removeFirst();
        }
    }

    private CommandFailure failed(String step, int exit, List<String> errors, Deque<String> end) {
        List<String> shown = new ArrayList<>(errors);
        shown.addAll(end);
        return new CommandFailure(
                step + " failed with exit code " + exit + ":\n  " + String.join("\n  ", shown),
                "all of it is in " + log);
    }
}
