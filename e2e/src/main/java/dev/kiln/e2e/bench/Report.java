package dev.kiln.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark found: named figures, printed as a table and kept as JSON. */
final class Report {
    private final String name;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    Report(String name) {
        this.name = name;
    }

    Report add(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    /** Prints the table and writes {@code NAME.json} into the folder. */
    void publish(Path folder) {
        System.out.printf("%n%s%n", name);
        figures.forEach((figure, value) -> System.out.printf(Locale.ROOT, "  %-52s %12.3f%n", figure, value));
        var json = JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of(
                        "benchmark",
                        name,
                        "at",
                        Instant.now().toString(),
                        "cores",
                        Runtime.getRuntime().availableProcessors(),
                        "figures",
                        figures));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".json"), json + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
