package dev.kiln.control.tenant;

import dev.kiln.control.body.JsonBody;
import dev.kiln.tenant.Quota;
import java.util.Set;

/** Reads the numbers of a quota: what is left out stays as it was, what is null becomes as the default has it. */
final class QuotaReader {
    static final Set<String> FIELDS = Set.of("weight", "waiting", "running", "cpuMillisPerDay");

    private static final int MOST_WEIGHT = 1_000;
    private static final long A_MILLION_DAYS = 1_000_000L * 86_400_000L;

    private final JsonBody body;

    private QuotaReader(JsonBody body) {
        this.body = body;
    }

    /**
     * Reads a quota.
     *
     * @param before what it is without what the body says
     * @param standard what a tenant without a quota of its own may have
     * @throws dev.kiln.problem.KilnException {@code invalid_request} of the field
     */
    static Quota read(JsonBody body, Quota before, Quota standard) {
        var reader = new QuotaReader(body);
        return new Quota(
                (int) reader.number("weight", before.weight(), standard.weight(), MOST_WEIGHT),
                (int) reader.number("waiting", before.waiting(), standard.waiting(), Integer.MAX_VALUE),
                (int) reader.number("running", before.running(), standard.running(), Integer.MAX_VALUE),
                reader.number("cpuMillisPerDay", before.cpuMillisPerDay(), standard.cpuMillisPerDay(), A_MILLION_DAYS),
                false);
    }

    private long number(String field, long before, long standard, long most) {
        if (!body.has(field)) {
            return before;
        }
        return body.isNull(field) ? standard : body.number(field, 1, most);
    }
}
