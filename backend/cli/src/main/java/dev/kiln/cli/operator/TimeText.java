package dev.kiln.cli.operator;

import dev.kiln.cli.terminal.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 12h}, {@code 7d}, or an RFC 3339 time. */
public final class TimeText {
    /** So few digits that no number of days is too many milliseconds for a long. */
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private TimeText() {}

    /** How long a text says, in milliseconds. */
    public static long millis(String time) {
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

    /** The time that a text says, or so long after now. */
    public static Instant ahead(String text) {
        return absolute(text).orElseGet(() -> Instant.now().plusMillis(millis(text)));
    }

    /** The time that a text says, or so long before now. */
    public static Instant ago(String text) {
        return absolute(text).orElseGet(() -> Instant.now().minusMillis(millis(text)));
    }

    private static Optional<Instant> absolute(String text) {
        if (!text.contains("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new CommandFailure("'" + text + "' is no time", "write it as 2027-01-31T00:00:00Z, or as 90d", e);
        }
    }
}
