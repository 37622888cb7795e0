package dev.kiln.api.execution;

import dev.kiln.execution.Submission;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.IdempotencyKey;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts or refuses each of a batch on its own, with one call of the queue. */
@Component
final class SubmitBatch {
    private final SubmitExecution submit;
    private final ExecutionQueue queue;

    SubmitBatch(SubmitExecution submit, ExecutionQueue queue) {
        this.submit = submit;
        this.queue = queue;
    }

    /**
     * Puts what can be accepted into the queue.
     *
     * @param key of the whole batch: each item has its own of it
     * @return an answer for each, in their order
     * @throws KilnException {@code store_unavailable}, and they may have been accepted then
     */
    BatchResponse accept(List<BatchItem> items, TenantId tenant, @Nullable IdempotencyKey key) {
        var answers = new TreeMap<Integer, BatchResponse.Item>();
        var admissions = new TreeMap<Integer, Admission>();
        for (int position = 0; position < items.size(); position++) {
            try {
                Submission submission = prepare(items.get(position), tenant);
                admissions.put(position, new Admission(submission, key == null ? null : key.ofPart(position)));
            } catch (KilnException refusal) {
                answers.put(position, BatchResponse.Item.refused(refusal));
            }
        }
        List<SubmitAnswer> given = admissions.isEmpty() ? List.of() : queue.submit(List.copyOf(admissions.values()));
        var answered = given.iterator();
        admissions.forEach((position, admission) -> answers.put(position, answer(admission, answered.next())));
        return new BatchResponse(new ArrayList<>(answers.values()));
    }

    private Submission prepare(BatchItem item, TenantId tenant) {
        return switch (item) {
            case BatchItem.Asked asked -> submit.prepare(asked.request(), tenant);
            case BatchItem.Malformed malformed -> throw malformed.refusal();
        };
    }

    private BatchResponse.Item answer(Admission admission, SubmitAnswer answer) {
        try {
            return BatchResponse.Item.accepted(submit.executionOf(admission.submission(), answer));
        } catch (KilnException refusal) {
            return BatchResponse.Item.refused(refusal);
        }
    }
}
