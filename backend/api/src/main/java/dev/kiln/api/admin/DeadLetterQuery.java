package dev.kiln.api.admin;

import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads which dead letters are meant. */
final class DeadLetterQuery {
    static final Set<String> FIELDS = Set.of("tenant", "language", "reason", "from", "before");
    static final Set<String> PARAMETERS =
            Set.of("tenant", "language", "reason", "from", "before", QueryParameters.CURSOR, QueryParameters.LIMIT);

    private static final int LONGEST_LANGUAGE = 64;

    /** Of four digits in the year, so that every time is so many milliseconds. */
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private DeadLetterQuery() {}

    /** @throws KilnException {@code invalid_request} of the parameter */
    static DeadLetterFilter filter(QueryParameters parameters) {
        return filter("", parameters::text);
    }

    /**
     * Reads each field of a filter.
     *
     * @param prefix what the names of the fields begin with where one is refused
     * @param given what is given of a field; empty if nothing is
     * @throws KilnException {@code invalid_request} of the field
     */
    static DeadLetterFilter filter(String prefix, Function<String, Optional<String>> given) {
        return new DeadLetterFilter(
                given.apply("tenant")
                        .map(text -> tenant(prefix + "tenant", text))
                        .orElse(null),
                given.apply("language")
                        .map(text -> language(prefix + "language", text))
                        .orElse(null),
                given.apply("reason")
                        .map(text -> reason(prefix + "reason", text))
                        .orElse(null),
                given.apply("from").map(text -> time(prefix + "from", text)).orElse(null),
                given.apply("before").map(text -> time(prefix + "before", text)).orElse(null));
    }

    private static TenantId tenant(String field, String id) {
        if (!TenantId.isValid(id)) {
            throw invalid(field, "Give a tenant's id: 1 to 63 of a-z, 0-9 and '-'.");
        }
        return new TenantId(id);
    }

    private static String language(String field, String id) {
        if (id.isEmpty() || id.length() > LONGEST_LANGUAGE) {
            throw invalid(field, "Give a language's id.");
        }
        return id;
    }

    private static ErrorCode reason(String field, String word) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> isReason(code) && code.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid(field, "Give one of " + reasons() + "."));
    }

    private static String reasons() {
        return Arrays.stream(ErrorCode.values())
                .filter(DeadLetterQuery::isReason)
                .map(ErrorCode::word)
                .collect(Collectors.joining(", "));
    }

    private static boolean isReason(ErrorCode code) {
        return switch (code.kind()) {
            case INFRASTRUCTURE, DEFECT -> true;
            case CALLER, CAPACITY -> false;
        };
    }

    private static Instant time(String field, String text) {
        if (TIME.matcher(text).matches()) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException noSuchDay) {
                throw invalid(field, "There is no such time.");
            }
        }
        throw invalid(field, "Give a time of RFC 3339, such as 2026-01-31T12:00:00Z.");
    }

    private static KilnException invalid(String field, String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, field, message);
    }
}
