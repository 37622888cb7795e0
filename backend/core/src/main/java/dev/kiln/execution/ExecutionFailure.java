package dev.kiln.execution;

import dev.kiln.problem.ErrorCode;

/**
 * Why there is no result: our failure, never the program's.
 *
 * @param code a stable code
 * @param message for whoever reads the record
 */
public record ExecutionFailure(ErrorCode code, String message) {}
