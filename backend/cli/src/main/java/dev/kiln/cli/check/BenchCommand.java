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
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kiln bench}. The benchmarks themselves are in {@code e2e}, which no other module may know. */
@Command(
        name = "bench",
        description = "Measures, each figure as a ratio of two taken in the same run; writes target/bench/*.json.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "dev.kiln.e2e.bench.Benchmarks";

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Only these: box, latency, accept.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        Checkout checkout = Checkout.ofThisProcess();
        ApplicationBuild build = new ApplicationBuild(checkout, terminal);
        build.buildBox();
        var stale = build.stale(Set.of(Application.API, Application.WORKER));
        if (!stale.isEmpty()) {
            build.build(stale, java.util.Optional.empty());
        }
        build.buildWhole();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                checkout.root().resolve("e2e/target/classes") + ":"
                        + checkout.root().resolve("e2e/target/lib") + "/*",
                MAIN));
        command.addAll(names);
        try {
            return new ProcessBuilder(command)
                    .directory(checkout.root().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandFailure("the benchmarks could not be started", "", e);
        }
    }
}
