package dev.kiln.api.language;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;

/** Orders versions as people do: number by number, so that 3.9 is below 3.11. */
final class VersionOrder {
    static final Comparator<String> HIGHEST_FIRST = Comparator.comparing(VersionOrder::numbers, VersionOrder::compare)
            .thenComparing(Comparator.naturalOrder())
            .reversed();

    private VersionOrder() {}

    private static BigInteger[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .map(BigInteger::new)
                .toArray(BigInteger[]::new);
    }

    private static int compare(BigInteger[] one, BigInteger[] other) {
        return Arrays.compare(one, other);
    }
}
