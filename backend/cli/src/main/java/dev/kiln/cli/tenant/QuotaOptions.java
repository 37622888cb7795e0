package dev.kiln.cli.tenant;

import dev.kiln.cli.operator.OperatorCalls;
import dev.kiln.cli.operator.TimeText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of a quota, each left as it is unless it is given. */
final class QuotaOptions {
    @Option(names = "--weight", paramLabel = "N", description = "Turns that it gets where others get one, 1 to 1000.")
    private @Nullable Integer weight;

    @Option(names = "--waiting", paramLabel = "N", description = "Most executions that wait.")
    private @Nullable Integer waiting;

    @Option(names = "--running", paramLabel = "N", description = "Most executions at a time.")
    private @Nullable Integer running;

    @Option(names = "--cpu", paramLabel = "TIME", description = "CPU time in a day of UTC, such as 90s, 30m, 40h.")
    private @Nullable String cpu;

    /** Whether none is given. */
    boolean isEmpty() {
        return weight == null && waiting == null && running == null && cpu == null;
    }

    /** Those that are given, as the control plane takes them. */
    ObjectNode toJson() {
        ObjectNode quota = OperatorCalls.object();
        if (weight != null) {
            quota.put("weight", weight);
        }
        if (waiting != null) {
            quota.put("waiting", waiting);
        }
        if (running != null) {
            quota.put("running", running);
        }
        if (cpu != null) {
            quota.put("cpuMillisPerDay", TimeText.millis(cpu));
        }
        return quota;
    }

    /** A quota in words. */
    static String spoken(JsonNode quota) {
        return "weight " + quota.required("weight").asInt() + ", "
                + quota.required("waiting").asInt() + " waiting, "
                + quota.required("running").asInt() + " running, "
                + spoken(Duration.ofMillis(quota.required("cpuMillisPerDay").asLong())) + " of CPU a day";
    }

    private static String spoken(Duration time) {
        if (time.toMillis() % 3_600_000 == 0) {
            return time.toHours() + " h";
        }
        if (time.toMillis() % 60_000 == 0) {
            return time.toMinutes() + " min";
        }
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
