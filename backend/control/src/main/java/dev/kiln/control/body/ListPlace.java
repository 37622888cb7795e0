package dev.kiln.control.body;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where in a list a caller goes on, and how far.
 *
 * @param after what a cursor stands for; empty at the beginning
 * @param limit 1 to 500
 */
public record ListPlace(Optional<String> after, int limit) {
    /** The parameter that says where to go on. */
    public static final String CURSOR = "cursor";

    private static final String LIMIT = "limit";
    private static final int STANDARD = 100;
    private static final int MOST = 500;
    private static final int LONGEST_CURSOR = 256;

    /**
     * Reads the two parameters of a list.
     *
     * @throws KilnException {@code invalid_request} of the parameter
     */
    public static ListPlace of(@Nullable String cursor, @Nullable String limit) {
        return new ListPlace(
                Optional.ofNullable(cursor).map(ListPlace::opened), limit == null ? STANDARD : number(limit));
    }

    /** One more than is shown, which tells whether there are more. */
    public int fetched() {
        return limit + 1;
    }

    /** Those that are shown of those that were fetched. */
    public <T> List<T> shown(List<T> fetched) {
        return fetched.size() <= limit ? fetched : fetched.subList(0, limit);
    }

    /** The cursor behind what is shown; null at the end. */
    public <T> @Nullable String next(List<T> fetched, Function<T, String> standing) {
        return fetched.size() <= limit
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(standing.apply(fetched.get(limit - 1)).getBytes(StandardCharsets.UTF_8));
    }

    /** The refusal of a cursor that no list of ours gave. */
    public static KilnException noCursor() {
        return KilnException.ofField(
                ErrorCode.INVALID_REQUEST, CURSOR, "Give the nextCursor of the page before, or none to begin.");
    }

    private static String opened(String cursor) {
        if (cursor.length() > LONGEST_CURSOR) {
            throw noCursor();
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw noCursor();
        }
    }

    private static int number(String limit) {
        if (limit.matches("[1-9][0-9]{0,2}") && Integer.parseInt(limit) <= MOST) {
            return Integer.parseInt(limit);
        }
        throw KilnException.ofField(ErrorCode.INVALID_REQUEST, LIMIT, "Give 1 to " + MOST + ".");
    }
}
