package dev.kiln.deadletter;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.LanguageChoice;
import dev.kiln.queue.Lane;
import dev.kiln.tenant.TenantId;
import java.time.Instant;

/**
 * An execution that infrastructure failed too often.
 *
 * @param failure what the last attempt failed by; its code is the reason, and {@code poison} that of one that ended
 *     several workers
 * @param diedAt when it became a dead letter
 * @param generation counts from 1, and with each replay
 * @param attempts how many were made in this generation
 * @param replays how often the sweep replayed it by itself
 */
public record DeadLetter(
        ExecutionId execution,
        TenantId tenant,
        Lane lane,
        LanguageChoice language,
        ExecutionFailure failure,
        Instant createdAt,
        Instant diedAt,
        int generation,
        int attempts,
        int replays) {}
