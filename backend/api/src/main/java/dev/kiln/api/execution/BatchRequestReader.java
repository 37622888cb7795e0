package dev.kiln.api.execution;

import dev.kiln.api.body.JsonInput;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.ExecutionQueue;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a batch: what is wrong within one of its items is that item's alone. */
final class BatchRequestReader {
    private static final String FIELD = "executions";

    private final JsonInput json;
    private final List<BatchItem> items = new ArrayList<>();
    private boolean found;

    private BatchRequestReader(JsonInput json) {
        this.json = json;
    }

    /** @throws KilnException with a code of kind {@code CALLER} if the body is not a batch of 1 to 1,000 */
    static List<BatchItem> read(byte[] bytes, int length) {
        try (JsonInput json = JsonInput.of(bytes, length)) {
            var reader = new BatchRequestReader(json);
            json.document(reader::member);
            if (!reader.found || reader.items.isEmpty()) {
                throw KilnException.ofField(ErrorCode.INVALID_REQUEST, FIELD, "Give at least one execution.");
            }
            return reader.items;
        }
    }

    private void member(String name, String field) {
        if (!name.equals(FIELD)) {
            throw JsonInput.unknown(field);
        }
        found = true;
        json.array(field, ExecutionQueue.MOST_ADMISSIONS, _ -> item());
    }

    private void item() {
        json.attempt(() -> items.add(new BatchItem.Asked(SubmitRequestReader.readItem(json))))
                .ifPresent(refusal -> items.add(new BatchItem.Malformed(refusal)));
    }
}
