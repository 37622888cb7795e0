package dev.kiln.deadletter;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.queue.WorkerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that ended without a result.
 *
 * @param generation of the execution
 * @param attempt counts from 1 in its generation; that of a hand-back is counted again by the next
 * @param worker who made it
 * @param failure why it failed, or null if it was handed back
 */
public record PastAttempt(
        int generation,
        int attempt,
        WorkerId worker,
        Instant startedAt,
        Instant endedAt,
        @Nullable ExecutionFailure failure) {}
