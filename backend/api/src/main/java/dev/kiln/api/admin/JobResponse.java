package dev.kiln.api.admin;

import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job over dead letters as it is answered.
 *
 * @param counted whether {@code matched} is final
 * @param matched how many are meant
 * @param done how many were replayed or purged
 */
record JobResponse(
        String id,
        String action,
        Filter filter,
        int ratePerSecond,
        boolean dryRun,
        String state,
        boolean counted,
        long matched,
        long done,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant endedAt) {
    static JobResponse of(DeadLetterJob job) {
        return new JobResponse(
                job.id().value(),
                job.order().action().word(),
                Filter.of(job.order().filter()),
                job.order().ratePerSecond(),
                job.order().dryRun(),
                job.state().word(),
                job.counted(),
                job.matched(),
                job.done(),
                job.createdAt(),
                job.changedAt(),
                job.endedAt());
    }

    record Filter(
            @Nullable String tenant,
            @Nullable String language,
            @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant before) {
        static Filter of(DeadLetterFilter filter) {
            return new Filter(
                    filter.tenant() == null ? null : filter.tenant().value(),
                    filter.language(),
                    filter.reason() == null ? null : filter.reason().word(),
                    filter.from(),
                    filter.before());
        }
    }

    record All(List<JobResponse> jobs) {}
}
