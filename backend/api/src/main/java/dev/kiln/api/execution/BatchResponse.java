package dev.kiln.api.execution;

import dev.kiln.api.problem.Problem;
import dev.kiln.execution.Execution;
import dev.kiln.problem.KilnException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param executions an answer for each, in their order
 */
record BatchResponse(List<Item> executions) {
    /**
     * What became of one.
     *
     * @param execution as it was accepted, or null
     * @param error why it was refused, or null
     */
    record Item(
            @Nullable ExecutionResponse execution, @Nullable Refusal error) {
        static Item accepted(Execution execution) {
            return new Item(ExecutionResponse.of(execution), null);
        }

        static Item refused(KilnException refusal) {
            Problem problem = Problem.of(refusal);
            return new Item(
                    null,
                    new Refusal(
                            problem.status().value(),
                            problem.code().word(),
                            problem.field(),
                            problem.detail(),
                            problem.retryAfterSeconds()));
        }
    }

    /** What the item would have been answered by itself; the field is named within it. */
    record Refusal(
            int status,
            String code,
            @Nullable String field,
            String detail,
            @Nullable Integer retryAfterSeconds) {}
}
