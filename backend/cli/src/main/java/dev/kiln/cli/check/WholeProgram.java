package dev.kiln.cli.check;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.build.ApplicationBuild;
import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.terminal.CommandFailure;
import dev.kiln.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a program of {@code e2e}, which no other module may know, after building what it starts. */
final class WholeProgram {
    private final Terminal terminal;
    private final Checkout checkout;

    WholeProgram(Terminal terminal, Checkout checkout) {
        this.terminal = terminal;
        this.checkout = checkout;
    }

    /** Runs it to its end, on this process' terminal, and gives its exit status. */
    int run(String main, List<String> arguments) throws InterruptedException {
        ApplicationBuild build = new ApplicationBuild(checkout, terminal);
        build.buildBox();
        var stale = build.stale(Set.of(Application.API, Application.WORKER));
        if (!stale.isEmpty()) {
            build.build(stale, Optional.empty());
        }
        build.buildWhole();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                checkout.root().resolve("e2e/target/classes") + ":"
                        + checkout.root().resolve("e2e/target/lib") + "/*",
                main));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .directory(checkout.root().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandFailure(main + " could not be started", "", e);
        }
    }
}
