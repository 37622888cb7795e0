package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;

import dev.kiln.deadletter.DeadLetterFilter;
import dev.kiln.deadletter.DeadLetterJob;
import dev.kiln.deadletter.DeadLetterOrder;
import dev.kiln.deadletter.JobId;
import dev.kiln.problem.ErrorCode;
import dev.kiln.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs over dead letters as the scripts take and give them. */
final class JobFormat {
    /** How many texts joblist.lua gives for a job. */
    static final int WIDTH = 16;

    private static final String YES = "yes";
    private static final String NO = "no";

    private JobFormat() {}

    /** As jobbegin.lua takes it. */
    static List<String> write(DeadLetterOrder order) {
        DeadLetterFilter filter = order.filter();
        return List.of(
                order.action().word(),
                filter.tenant() == null ? "" : filter.tenant().value(),
                filter.language() == null ? "" : filter.language(),
                filter.reason() == null ? "" : filter.reason().word(),
                filter.from() == null ? "-inf" : Long.toString(filter.from().toEpochMilli()),
                filter.before() == null ? "+inf" : Long.toString(filter.before().toEpochMilli()),
                Integer.toString(order.ratePerSecond()),
                order.dryRun() ? YES : NO);
    }

    /** @param row as joblist.lua gives it */
    static DeadLetterJob read(List<?> row) {
        var filter = new DeadLetterFilter(
                given(text(row, 2), TenantId::new),
                given(text(row, 3), Function.identity()),
                given(text(row, 4), word -> ErrorCode.valueOf(word.toUpperCase(Locale.ROOT))),
                time(text(row, 5)),
                time(text(row, 6)));
        var action = DeadLetterOrder.Action.valueOf(text(row, 1).toUpperCase(Locale.ROOT));
        return new DeadLetterJob(
                new JobId(text(row, 0)),
                new DeadLetterOrder(
                        action,
                        filter,
                        Integer.parseInt(text(row, 7)),
                        text(row, 8).equals(YES)),
                DeadLetterJob.State.valueOf(text(row, 9).toUpperCase(Locale.ROOT)),
                !text(row, 10).isEmpty(),
                Long.parseLong(text(row, 11)),
                Long.parseLong(text(row, 12)),
                instant(text(row, 13)),
                instant(text(row, 14)),
                given(text(row, 15), JobFormat::instant));
    }

    private static <T> @Nullable T given(String text, Function<String, T> reading) {
        return text.isEmpty() ? null : reading.apply(text);
    }

    private static @Nullable Instant time(String text) {
        return text.endsWith("inf") ? null : instant(text);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
