package dev.kiln.api.execution;

import dev.kiln.problem.KilnException;

/** One of a batch as it was sent. */
sealed interface BatchItem {
    /** It is well-formed. */
    record Asked(SubmitRequest request) implements BatchItem {}

    /** It is not, and the others do not suffer by that. */
    record Malformed(KilnException refusal) implements BatchItem {}
}
