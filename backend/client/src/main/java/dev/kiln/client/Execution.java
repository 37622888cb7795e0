package dev.kiln.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution as the server tells it.
 *
 * @param id names it for ever
 * @param state where it is
 * @param outcome how the program ended; null unless finished with a result
 * @param language what ran it
 * @param attempts how often a worker has begun it
 * @param createdAt when it was accepted
 * @param startedAt when the last attempt began, or null
 * @param finishedAt when it became final, or null
 * @param compile the compile step, or null if there was none
 * @param run the run, or null if there was none
 * @param isolation what kept the program apart, for example {@code namespaces}; null without a result
 * @param error why there is no result, or null; never the program's fault
 */
public record Execution(
        String id,
        State state,
        @Nullable Outcome outcome,
        Language language,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Phase compile,
        @Nullable Phase run,
        @Nullable String isolation,
        @Nullable Failure error) {

    /**
     * The language of an execution.
     *
     * @param id the language's id, never an alias
     * @param version the version that ran it; before it ran, the version that was asked for, or null
     */
    public record Language(String id, @Nullable String version) {}

    /**
     * Why there is no result.
     *
     * @param code a stable code, for example {@code worker_lost}
     * @param message for people
     */
    public record Failure(String code, String message) {}
}
