package dev.kiln.execution;

import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution as it stands.
 *
 * @param attempts how often a worker has begun it; a hand-back does not count
 * @param startedAt when the last attempt began, or null if none has
 * @param finishedAt when it became final, or null if it has not
 * @param cancelRequested whether a cancel waits for the running attempt to end
 * @param result what the committed attempt did; null unless finished, or canceled while it ran. Only a finished
 *     execution tells the outcome: of a canceled one just the phases and what they used count
 * @param failure null unless infrastructure ended it
 */
public record Execution(
        ExecutionId id,
        TenantId tenant,
        Lane lane,
        LanguageChoice language,
        ExecutionState state,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean cancelRequested,
        @Nullable ExecutionResult result,
        @Nullable ExecutionFailure failure) {
    /** As an execution stands when it has just been accepted. */
    public static Execution accepted(Submission submission, Instant createdAt) {
        return new Execution(
                submission.id(),
                submission.tenant(),
                submission.lane(),
                submission.language(),
                new ExecutionState.Queued(),
                0,
                createdAt,
                null,
                null,
                false,
                null,
                null);
    }
}
