package dev.kiln.e2e.bench;

import dev.kiln.e2e.stack.Checkout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs benchmarks by name, all of them without one. */
public final class Benchmarks {
    private Benchmarks() {}

    /** @param names of benchmarks */
    public static void main(String[] names) {
        Map<String, Supplier<Report>> all = new LinkedHashMap<>();
        all.put("box", BoxBenchmark::run);
        all.put("latency", LatencyBenchmark::run);
        all.put("accept", AcceptBenchmark::run);
        all.put("queue", QueueBenchmark::run);
        List<String> chosen = names.length == 0 ? List.copyOf(all.keySet()) : List.of(names);
        Path folder = Checkout.here().root().resolve("target/bench");
        for (String name : chosen) {
            Supplier<Report> benchmark = all.get(name);
            if (benchmark == null) {
                System.err.println("no benchmark " + name + "; there are " + String.join(", ", all.keySet()));
                System.exit(2);
                return;
            }
            System.out.println("running " + name + " …");
            benchmark.get().publish(folder);
        }
    }
}
