package dev.kiln.cli.check;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.build.DebianPackages;
import dev.kiln.cli.process.SearchPath;
import dev.kiln.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kiln drill}. The drills themselves are in {@code e2e}. */
@Command(
        name = "drill",
        description = "Breaks a Kiln of its own on purpose, and counts what became of everything that was accepted; "
                + "writes target/drills/*.json.",
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which: a name that --list tells, or all.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Tell all drills.")
    private boolean list;

    @Option(names = "--size", description = "small (default) as in ./kiln test, or full: thousands in flight.")
    private @Nullable String size;

    @Option(names = "--seed", description = "Make the random choices of an earlier run again.")
    private @Nullable Long seed;

    @Option(names = "--yes", description = "Install what is missing without asking.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.ofProcess();
        Checkout checkout = Checkout.ofThisProcess();
        Set<String> missing = DrillPackages.missing(SearchPath.ofThisProcess());
        if (!list && !missing.isEmpty()) {
            new DebianPackages(terminal, yes, checkout.target().resolve("drill.log")).install("the drills", missing);
        }
        return new WholeProgram(terminal, checkout).run("dev.kiln.e2e.drills.Drills", arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(names);
        if (list) {
            arguments.add("--list");
        }
        if (size != null) {
            arguments.addAll(List.of("--size", size));
        }
        if (seed != null) {
            arguments.addAll(List.of("--seed", Long.toString(seed)));
        }
        return arguments;
    }
}
