package dev.kiln.api.limits;

import dev.kiln.execution.Limits;
import java.util.Arrays;
import java.util.Optional;

/** One of the limits: how the configuration and the API call it, and where it stands. */
public enum Limit {
    CPU("cpu", "cpuMillis", "millisecond"),
    WALL("wall", "wallMillis", "millisecond"),
    MEMORY("memory", "memoryBytes", "byte"),
    PROCESSES("processes", "processes", "process"),
    OUTPUT("output", "outputBytes", "byte"),
    FILE("file", "fileBytes", "byte");

    private final String key;
    private final String field;
    private final String unit;

    Limit(String key, String field, String unit) {
        this.key = key;
        this.field = field;
        this.unit = unit;
    }

    /** The limit that a field of a request names; empty if there is none of that name. */
    public static Optional<Limit> ofField(String field) {
        return Arrays.stream(values())
                .filter(limit -> limit.field.equals(field))
                .findFirst();
    }

    /** The name in a request, for example {@code cpuMillis}. */
    public String field() {
        return field;
    }

    String key() {
        return key;
    }

    String unit() {
        return unit;
    }

    long of(Limits limits) {
        return switch (this) {
            case CPU -> limits.cpuMillis();
            case WALL -> limits.wallMillis();
            case MEMORY -> limits.memoryBytes();
            case PROCESSES -> limits.processes();
            case OUTPUT -> limits.outputBytes();
            case FILE -> limits.fileBytes();
        };
    }
}
