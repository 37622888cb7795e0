package dev.kiln.api.admin;

import dev.kiln.api.body.Body;
import dev.kiln.api.body.JsonInput;
import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.DeadLetterOrder.Action;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a job over dead letters is to do. */
final class JobRequestReader {
    private static final int STANDARD_PER_SECOND = 10;

    private final JsonInput json;
    private @Nullable Action action;
    private @Nullable DeadLetterFilter filter;
    private int ratePerSecond = STANDARD_PER_SECOND;
    private boolean dryRun;

    private JobRequestReader(JsonInput json) {
        this.json = json;
    }

    /** @throws KilnException with a code of kind {@code CALLER} if the body is no order */
    static DeadLetterOrder read(Body body) {
        try (JsonInput json = JsonInput.of(body.array(), body.length())) {
            var reader = new JobRequestReader(json);
            json.document(reader::member);
            return reader.toOrder();
        }
    }

    private void member(String name, String field) {
        switch (name) {
            case "action" -> action = action(field, json.text(field));
            case "filter" -> filter = filter(field);
            case "ratePerSecond" -> ratePerSecond = rate(field, json.wholeNumber(field));
            case "dryRun" -> dryRun = json.truth(field);
            default -> throw JsonInput.unknown(field);
        }
    }

    private static Action action(String field, String word) {
        for (Action action : Action.values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw invalid(field, "Give 'replay' or 'purge'.");
    }

    private DeadLetterFilter filter(String field) {
        Map<String, String> given = new HashMap<>();
        json.object(field, (name, full) -> {
            if (!DeadLetterQuery.FIELDS.contains(name)) {
                throw JsonInput.unknown(full);
            }
            if (!json.isNull()) {
                given.put(name, json.text(full));
            }
        });
        return DeadLetterQuery.filter(field + ".", name -> Optional.ofNullable(given.get(name)));
    }

    private static int rate(String field, long rate) {
        if (rate < 1 || rate > DeadLetterOrder.MOST_PER_SECOND) {
            throw invalid(field, "Give 1 to " + DeadLetterOrder.MOST_PER_SECOND + ".");
        }
        return (int) rate;
    }

    /** The filter must be there, so that nobody means all of them by forgetting it. */
    private DeadLetterOrder toOrder() {
        if (action == null) {
            throw invalid("action", "The field is missing; give 'replay' or 'purge'.");
        }
        if (filter == null) {
            throw invalid("filter", "The field is missing; give {} to mean every dead letter.");
        }
        return new DeadLetterOrder(action, filter, ratePerSecond, dryRun);
    }

    private static KilnException invalid(String field, String message) {
        return KilnException.ofField(ErrorCode.INVALID_REQUEST, field, message);
    }
}
