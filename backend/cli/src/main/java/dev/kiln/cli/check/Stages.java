package dev.kiln.cli.check;

import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs stages one after the other, with their output as it comes, and tells what became of each and how long it took. */
final class Stages {
    private final Terminal terminal;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Ended> ended = new ArrayList<>();

    Stages(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What became of a stage. */
    private record Ended(String name, Verdict verdict, Duration took) {}

    private enum Verdict {
        PASSED,
        FAILED,
        /** Not begun, because one that it needs had failed. */
        LEFT_OUT
    }

    /** Sets a variable for the stages from now on. */
    void with(String name, String value) {
        environment.put(name, value);
    }

    /** Runs the commands of a stage until one fails; true if none did. */
    boolean run(String name, Path folder, List<List<String>> commands) throws InterruptedException {
        terminal.say("");
        terminal.say("== " + name);
        long began = System.nanoTime();
        boolean passed = true;
        for (List<String> command : commands) {
            passed = passed && succeeds(command, folder);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        ended.add(new Ended(name, passed ? Verdict.PASSED : Verdict.FAILED, took));
        return passed;
    }

    /** Notes a stage that is not run, because one that it needs has failed. */
    void leaveOut(String name) {
        ended.add(new Ended(name, Verdict.LEFT_OUT, Duration.ZERO));
    }

    /** Tells all of it; true if every stage passed. */
    boolean tell() {
        terminal.say("");
        Duration all = Duration.ZERO;
        for (Ended stage : ended) {
            all = all.plus(stage.took());
            String verdict = stage.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            terminal.say(String.format(
                    Locale.ROOT, "  %-10s %-24s %s", verdict, stage.name(), Terminal.spoken(stage.took())));
        }
        terminal.say("  all of it took " + Terminal.spoken(all));
        return ended.stream().allMatch(stage -> stage.verdict() == Verdict.PASSED);
    }

    private boolean succeeds(List<String> command, Path folder) throws InterruptedException {
        terminal.say("$ " + String.join(" ", command));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            throw new CommandFailure(
                    command.getFirst() + " could not be started: " + e.getMessage(), "./kiln doctor", e);
        }
    }
}
