package dev.kiln.api.admin;

import dev.kiln.api.body.JsonInput;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What stands behind the question mark of a call: each parameter once, and none that the call does not know. */
final class QueryParameters {
    static final String CURSOR = "cursor";
    static final String LIMIT = "limit";

    private static final int MOST = 100;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    private final Map<String, String[]> given;

    private QueryParameters(Map<String, String[]> given) {
        this.given = given;
    }

    /** @throws KilnException {@code unknown_field} of a parameter that is not one of these, {@code invalid_request} of
     *     one that is there twice */
    static QueryParameters of(HttpServletRequest request, Set<String> known) {
        Map<String, String[]> given = request.getParameterMap();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw JsonInput.unknown(name);
            }
            if (values.length > 1) {
                throw invalid(name, "Give it once.");
            }
        });
        return new QueryParameters(given);
    }

    /** How many are asked for, 1 to 100; 100 if nothing is said. */
    int limit() {
        Optional<String> limit = text(LIMIT);
        if (limit.isEmpty()) {
            return MOST;
        }
        if (NUMBER.matcher(limit.get()).matches() && Integer.parseInt(limit.get()) <= MOST) {
            return Integer.parseInt(limit.get());
        }
        throw invalid(LIMIT, "Give 1 to " + MOST + ".");
    }

    /** Where to go on, read as the list writes it. */
    <T> Optional<T> cursor(Function<String, T> read) {
        return text(CURSOR).map(text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException notOurs) {
                throw invalid(CURSOR, "Give the nextCursor of the page before, or none to begin.");
            }
        });
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).map(values -> values[0]);
    }

    private static KilnException invalid(String name, String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, name, message);
    }
}
