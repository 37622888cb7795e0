package dev.kiln.language;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The numbers of a version, compared one after the other; what is no number is not looked at. Immutable. */
record Version(List<BigInteger> numbers) implements Comparable<Version> {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static Version parse(String text) {
        return new Version(NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(BigInteger::new)
                .toList());
    }

    /** The first two numbers with a dot, or the only one. */
    String firstTwo() {
        return String.join(
                ".", numbers.stream().limit(2).map(BigInteger::toString).toList());
    }

    /** A missing number counts as zero. */
    @Override
    public int compareTo(Version other) {
        int length = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < length; i++) {
            int difference = number(i).compareTo(other.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private BigInteger number(int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }
}
