package dev.kiln.fleet;

import java.time.Instant;

/**
 * A worker as the registry has it.
 *
 * @param worker as it said of itself
 * @param seenAt when it did so last
 */
public record SeenWorker(WorkerRecord worker, Instant seenAt) {}
