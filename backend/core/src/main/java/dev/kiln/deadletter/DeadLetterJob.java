package dev.kiln.deadletter;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job that goes through dead letters: it counts those that are meant, and then does with each what it was ordered.
 *
 * <pre>
 * RUNNING <--> PAUSED
 *   |  |         |
 *   |  +---------+--> STOPPED
 *   +---------------> FINISHED
 * </pre>
 *
 * @param counted whether all that are meant are counted; until then {@code matched} goes on growing
 * @param matched how many are meant; some may be replayed or purged by others before the job comes to them
 * @param done how many it has replayed or purged
 * @param changedAt when it last went on
 * @param endedAt when it ended, or null if it has not
 */
public record DeadLetterJob(
        JobId id,
        DeadLetterOrder order,
        State state,
        boolean counted,
        long matched,
        long done,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant endedAt) {
    /** Where a job is. */
    public enum State {
        RUNNING,
        PAUSED,
        STOPPED,
        FINISHED;

        /** The name as it is written outside, for example {@code running}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it goes on no more. */
        public boolean isEnd() {
            return switch (this) {
                case RUNNING, PAUSED -> false;
                case STOPPED, FINISHED -> true;
            };
        }
    }
}
