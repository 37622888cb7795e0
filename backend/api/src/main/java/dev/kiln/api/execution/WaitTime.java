package dev.kiln.api.execution;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller is ready to wait for the end: the query's {@code wait}, in seconds. */
final class WaitTime {
    private static final String PARAMETER = "wait";
    private static final Pattern SYNTAX = Pattern.compile("\\d{1,2}(\\.\\d{1,3})?");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private WaitTime() {}

    /** @throws KilnException {@code invalid_request} if there is one and it is not 0 to 60 seconds */
    static Duration of(HttpServletRequest request) {
        String[] given = request.getParameterValues(PARAMETER);
        return given == null ? Duration.ZERO : parse(given.length == 1 ? given[0] : null);
    }

    private static Duration parse(@Nullable String seconds) {
        if (seconds != null && SYNTAX.matcher(seconds).matches()) {
            Duration wait =
                    Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValueExact());
            if (wait.compareTo(LONGEST) <= 0) {
                return wait;
            }
        }
        throw KilnException.ofField(
                ErrorCode.INVALID_REQUEST, PARAMETER, "Give the seconds to wait once, 0 to 60, for example 'wait=10'.");
    }
}
