package dev.kiln.api.limits;

import dev.kiln.execution.Limits;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * What a run may use. Each value is at least 1, and no default is over its maximum.
 *
 * @param defaults if neither the caller nor the language says anything
 * @param maximum the most that a caller may ask for
 */
@ConfigurationProperties("kiln.limits")
public record LimitProperties(
        @Name("default") @DefaultValue Defaults defaults,
        @DefaultValue Maximum maximum) {

    public LimitProperties {
        Limits wanted = defaults.toLimits();
        Limits most = maximum.toLimits();
        for (Limit limit : Limit.values()) {
            if (limit.of(wanted) > limit.of(most)) {
                String key = "kiln.limits.default." + limit.key();
                throw new IllegalArgumentException(key + " (" + variable(key) + "): at most the maximum");
            }
        }
    }

    /**
     * If nobody says anything.
     *
     * @param cpu CPU time of all processes; {@code KILN_LIMITS_DEFAULT_CPU}
     * @param wall elapsed time; {@code KILN_LIMITS_DEFAULT_WALL}
     * @param memory of all processes together; {@code KILN_LIMITS_DEFAULT_MEMORY}
     * @param processes processes and threads at once; {@code KILN_LIMITS_DEFAULT_PROCESSES}
     * @param output standard output and error together; {@code KILN_LIMITS_DEFAULT_OUTPUT}
     * @param file the size of one file; {@code KILN_LIMITS_DEFAULT_FILE}
     */
    public record Defaults(
            @DefaultValue("5s") Duration cpu,
            @DefaultValue("10s") Duration wall,
            @DefaultValue("256MB") DataSize memory,
            @DefaultValue("64") int processes,
            @DefaultValue("1MB") DataSize output,
            @DefaultValue("10MB") DataSize file) {
        Limits toLimits() {
            return limits("default", cpu, wall, memory, processes, output, file);
        }
    }

    /**
     * The most that a caller may ask for.
     *
     * @param cpu CPU time of all processes; {@code KILN_LIMITS_MAXIMUM_CPU}
     * @param wall elapsed time; {@code KILN_LIMITS_MAXIMUM_WALL}
     * @param memory of all processes together; {@code KILN_LIMITS_MAXIMUM_MEMORY}
     * @param processes processes and threads at once; {@code KILN_LIMITS_MAXIMUM_PROCESSES}
     * @param output standard output and error together; {@code KILN_LIMITS_MAXIMUM_OUTPUT}
     * @param file the size of one file; {@code KILN_LIMITS_MAXIMUM_FILE}
     */
    public record Maximum(
            @DefaultValue("15s") Duration cpu,
            @DefaultValue("30s") Duration wall,
            @DefaultValue("512MB") DataSize memory,
            @DefaultValue("128") int processes,
            @DefaultValue("16MB") DataSize output,
            @DefaultValue("64MB") DataSize file) {
        Limits toLimits() {
            return limits("maximum", cpu, wall, memory, processes, output, file);
        }
    }

    private static Limits limits(
            String group, Duration cpu, Duration wall, DataSize memory, int processes, DataSize output, DataSize file) {
        return new Limits(
                atLeastOne(group, Limit.CPU, cpu.toMillis()),
                atLeastOne(group, Limit.WALL, wall.toMillis()),
                atLeastOne(group, Limit.MEMORY, memory.toBytes()),
                (int) atLeastOne(group, Limit.PROCESSES, processes),
                atLeastOne(group, Limit.OUTPUT, output.toBytes()),
                atLeastOne(group, Limit.FILE, file.toBytes()));
    }

    private static long atLeastOne(String group, Limit limit, long value) {
        if (value < 1) {
            String key = "kiln.limits." + group + "." + limit.key();
            throw new IllegalArgumentException(key + " (" + variable(key) + "): at least 1 " + limit.unit());
        }
        return value;
    }

    private static String variable(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
