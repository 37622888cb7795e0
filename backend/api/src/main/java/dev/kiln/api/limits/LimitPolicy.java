package dev.kiln.api.limits;

import dev.kiln.execution.Limits;
import dev.kiln.language.Language;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Decides what a run may use: what the caller asks for, else what the language wants, else the default. */
@Component
public final class LimitPolicy {
    private final Limits defaults;
    private final Limits most;

    LimitPolicy(LimitProperties properties) {
        this.defaults = properties.defaults().toLimits();
        this.most = properties.maximum().toLimits();
    }

    /**
     * The limits of a run.
     *
     * @param requested what the caller asks for, by limit
     * @throws KilnException {@code limit_out_of_bounds} with the field, if the caller asks for less than 1 or too much
     */
    public Limits decide(Language language, Map<Limit, Long> requested) {
        requested.forEach(this::check);
        Limits wanted = language.run().limits().over(defaults);
        return new Limits(
                one(Limit.CPU, requested, wanted),
                one(Limit.WALL, requested, wanted),
                one(Limit.MEMORY, requested, wanted),
                (int) one(Limit.PROCESSES, requested, wanted),
                one(Limit.OUTPUT, requested, wanted),
                one(Limit.FILE, requested, wanted));
    }

    /** A language may want more than an operator allows: then it gets what is allowed. */
    private long one(Limit limit, Map<Limit, Long> requested, Limits wanted) {
        Long asked = requested.get(limit);
        return asked == null ? Math.min(limit.of(wanted), limit.of(most)) : asked;
    }

    private void check(Limit limit, long value) {
        long maximum = limit.of(most);
        if (value < 1 || value > maximum) {
            throw KilnException.ofField(
                    ErrorCode.LIMIT_OUT_OF_BOUNDS,
                    "limits." + limit.field(),
                    "%s is %d; give 1 to %d.".formatted(limit.field(), value, maximum));
        }
    }
}
