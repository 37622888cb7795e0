package dev.kiln.cli.tenant;

import dev.kiln.cli.terminal.CommandFailure;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of a quota, each left as it is unless it is given. */
final class QuotaOptions {
    /** So few digits that no number of days is too many milliseconds for a long. */
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

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
        ObjectNode quota = ControlPlane.object();
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
            quota.put("cpuMillisPerDay", millis(cpu));
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

    static long millis(String time) {
        Matcher matcher = TIME.matcher(time);
        if (!matcher.matches()) {
            throw new CommandFailure("'" + time + "' is no time", "write it as 500ms, 90s, 30m, 40h or 2d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> number;
            case "s" -> Duration.ofSeconds(number).toMillis();
            case "m" -> Duration.ofMinutes(number).toMillis();
            case "h" -> Duration.ofHours(number).toMillis();
            default -> Duration.ofDays(number).toMillis();
        };
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
