package dev.kiln.worker.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox proved of itself on this machine.
 *
 * @param version of what makes the boxes
 * @param isolation the isolation that was tested
 * @param checks each attempt to break out, in order
 */
public record SelfTest(String version, String isolation, List<Check> checks) {
    public SelfTest {
        checks = List.copyOf(checks);
    }

    /** Whether every check holds, and there is at least one. */
    public boolean holds() {
        return !checks.isEmpty() && failed().isEmpty();
    }

    /** The checks that do not hold. */
    public List<Check> failed() {
        return checks.stream().filter(check -> !check.holds()).toList();
    }

    /**
     * One attempt to break out.
     *
     * @param name stable, for example {@code memory-limit}
     * @param holds whether the box held
     * @param proves what it shows if the box held
     * @param detail what was seen, or null
     * @param remedy what mends it, or null if nothing is to mend
     */
    public record Check(
            String name,
            boolean holds,
            String proves,
            @Nullable String detail,
            @Nullable String remedy) {}
}
