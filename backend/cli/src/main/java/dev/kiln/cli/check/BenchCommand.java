package dev.kiln.cli.check;

import dev.kiln.cli.build.Checkout;
import dev.kiln.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kiln bench}. The benchmarks themselves are in {@code e2e}, which no other module may know. */
@Command(
        name = "bench",
        description = "Measures, each figure as a ratio of two taken in the same run; writes target/bench/*.json.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Only these: box, latency, accept, queue.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        return new WholeProgram(Terminal.ofProcess(), Checkout.ofThisProcess())
                .run("dev.kiln.e2e.bench.Benchmarks", names);
    }
}
