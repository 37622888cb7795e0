package dev.kiln.queue;

import dev.kiln.execution.Submission;

/**
 * An attempt that a worker may now make.
 *
 * @param lease its right to it
 * @param attempt counts from 1
 * @param submission what to run
 */
public record ClaimedAttempt(Lease lease, int attempt, Submission submission) {}
