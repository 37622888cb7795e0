package dev.kiln.worker.run;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionResult;

/** What came of an attempt. */
public sealed interface AttemptAnswer {
    /** The program ended, or was stopped: what it did. */
    record Result(ExecutionResult result) implements AttemptAnswer {}

    /** We failed: the attempt counts, and the execution is tried again. */
    record Failure(ExecutionFailure failure) implements AttemptAnswer {}
}
