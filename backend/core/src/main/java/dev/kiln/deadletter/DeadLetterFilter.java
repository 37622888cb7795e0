package dev.kiln.deadletter;

import dev.kiln.problem.ErrorCode;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null where it does not matter.
 *
 * @param language the language's id
 * @param reason the code of the failure
 * @param from died at that time or later
 * @param before died before that time
 */
public record DeadLetterFilter(
        @Nullable TenantId tenant,
        @Nullable String language,
        @Nullable ErrorCode reason,
        @Nullable Instant from,
        @Nullable Instant before) {
    /** Every dead letter. */
    public static DeadLetterFilter all() {
        return new DeadLetterFilter(null, null, null, null, null);
    }

    /** Whether a dead letter is meant. */
    public boolean matches(DeadLetter letter) {
        return (tenant == null || tenant.equals(letter.tenant()))
                && (language == null || language.equals(letter.language().id()))
                && (reason == null || reason == letter.failure().code())
                && (from == null || !letter.diedAt().isBefore(from))
                && (before == null || letter.diedAt().isBefore(before));
    }
}
