package dev.kiln.control.tenant;

import dev.kiln.control.body.JsonBody;
import dev.kiln.tenant.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a key to be.
 *
 * @param scopes at least one
 * @param expiresAt in the future, or null for a key that holds until it is revoked
 */
record KeyOrder(String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    static final Set<String> FIELDS = Set.of("name", "scopes", "expiresAt");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    KeyOrder {
        scopes = Set.copyOf(scopes);
    }

    /** @throws dev.kiln.problem.KilnException {@code invalid_request} of the field */
    static KeyOrder read(JsonBody body, Instant now) {
        return new KeyOrder(body.name("name"), scopes(body), expiresAt(body, now));
    }

    private static Set<Scope> scopes(JsonBody body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : body.words("scopes", Scope.values().length)) {
            scopes.add(Scope.named(word)
                    .orElseThrow(() -> body.invalid(
                            "scopes",
                            "Give some of "
                                    + Arrays.stream(Scope.values())
                                            .map(Scope::word)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        if (scopes.isEmpty()) {
            throw body.invalid("scopes", "Give at least one; a key without a scope can do nothing.");
        }
        return scopes;
    }

    private static @Nullable Instant expiresAt(JsonBody body, Instant now) {
        if (!body.has("expiresAt") || body.isNull("expiresAt")) {
            return null;
        }
        Instant end = instant(body);
        if (!end.isAfter(now) || end.isAfter(LATEST)) {
            throw body.invalid("expiresAt", "Give a time in the future, up to the year 9999.");
        }
        return end;
    }

    private static Instant instant(JsonBody body) {
        try {
            return OffsetDateTime.parse(body.text("expiresAt")).toInstant();
        } catch (DateTimeParseException notATime) {
            throw body.invalid("expiresAt", "Give a time as RFC 3339 writes it, such as 2027-01-31T00:00:00Z.");
        }
    }
}
