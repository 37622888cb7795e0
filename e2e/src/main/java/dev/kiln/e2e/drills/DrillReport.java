package dev.kiln.e2e.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a drill found.
 *
 * @param seed makes the same random choices again
 * @param counts how many of what, in the order in which people read them
 * @param recovery from the end of the fault until each execution that it had caught was settled or given back
 * @param promise what recovery is promised within
 * @param drained from the end of the fault until every end was told
 */
record DrillReport(
        Drill drill,
        DrillSize size,
        long seed,
        Map<String, Long> counts,
        Duration recovery,
        Duration promise,
        Duration drained,
        List<Finding> findings) {
    private static final int SHOWN_FINDINGS = 20;

    DrillReport {
        findings = List.copyOf(findings);
    }

    boolean passed() {
        return findings.isEmpty();
    }

    /** Counts, times, and the first findings, as people read them. */
    String text() {
        var text = new StringBuilder();
        text.append(String.format("%s %s (%s)%n", passed() ? "passed" : "FAILED", drill.name(), drill.what()));
        counts.forEach((what, number) -> text.append(String.format(Locale.ROOT, "  %-44s %9d%n", what, number)));
        text.append(seconds("recovered after the fault's end, s", recovery));
        text.append(seconds("promised, s", promise));
        text.append(seconds("every end told after the fault's end, s", drained));
        if (!passed()) {
            text.append(String.format(
                    "  %d findings; again with --size %s --seed %d%n", findings.size(), size.name(), seed));
            findings.stream()
                    .limit(SHOWN_FINDINGS)
                    .forEach(finding -> text.append("    ").append(finding).append('\n'));
        }
        return text.toString();
    }

    /** Writes {@code NAME.json} into the folder. */
    void write(Path folder) {
        var json = new LinkedHashMap<String, Object>();
        json.put("drill", drill.name());
        json.put("what", drill.what());
        json.put("size", size.name());
        json.put("seed", seed);
        json.put("at", Instant.now().toString());
        json.put("passed", passed());
        json.put("counts", counts);
        json.put("recoveryMillis", recovery.toMillis());
        json.put("promiseMillis", promise.toMillis());
        json.put("drainedMillis", drained.toMillis());
        json.put("findings", findings);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(drill.name() + ".json"),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String seconds(String what, Duration time) {
        return String.format(Locale.ROOT, "  %-44s %9.1f%n", what, time.toMillis() / 1_000.0);
    }
}
