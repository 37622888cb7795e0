package dev.kiln.api.admin;

import dev.kiln.deadletter.DeadLetter;
import dev.kiln.deadletter.DeadLetterRecord;
import dev.kiln.deadletter.PastAttempt;
import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.LanguageChoice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dead letter as it is answered. */
record DeadLetterResponse(
        String id,
        String tenant,
        String lane,
        Language language,
        String reason,
        String message,
        Instant createdAt,
        Instant diedAt,
        int generation,
        int attempts,
        int replays) {
    static DeadLetterResponse of(DeadLetter letter) {
        return new DeadLetterResponse(
                letter.execution().value(),
                letter.tenant().value(),
                letter.lane().word(),
                Language.of(letter.language()),
                letter.failure().code().word(),
                letter.failure().message(),
                letter.createdAt(),
                letter.diedAt(),
                letter.generation(),
                letter.attempts(),
                letter.replays());
    }

    record Language(String id, @Nullable String version) {
        static Language of(LanguageChoice choice) {
            return new Language(choice.id(), choice.version());
        }
    }

    record Page(
            List<DeadLetterResponse> deadLetters, @Nullable String nextCursor) {}

    /** A dead letter and how it came to that, the first attempt first. */
    record Whole(DeadLetterResponse deadLetter, List<Attempt> attempts) {
        static Whole of(DeadLetterRecord kept) {
            return new Whole(
                    DeadLetterResponse.of(kept.letter()),
                    kept.attempts().stream().map(Attempt::of).toList());
        }
    }

    /** An attempt that ended without a result; it was handed back if it has no reason. */
    record Attempt(
            int generation,
            int attempt,
            String worker,
            Instant startedAt,
            Instant endedAt,
            @Nullable String reason,
            @Nullable String message) {
        static Attempt of(PastAttempt past) {
            ExecutionFailure failure = past.failure();
            return new Attempt(
                    past.generation(),
                    past.attempt(),
                    past.worker().value(),
                    past.startedAt(),
                    past.endedAt(),
                    failure == null ? null : failure.code().word(),
                    failure == null ? null : failure.message());
        }
    }
}
