package dev.kiln.testkit;

import dev.kiln.tenant.Quota;
import dev.kiln.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant as the model keeps it. */
final class ModelTenant {
    static final long DAY = 86_400_000L;

    final TenantId id;
    final Map<String, Double> left = new HashMap<>();
    private final Quota standard;

    @Nullable
    Quota quota;

    boolean paused;
    boolean out;
    int waiting;
    int running;
    long day;
    long used;
    long reserved;

    ModelTenant(TenantId id, Quota standard) {
        this.id = id;
        this.standard = standard;
    }

    Quota quota() {
        return quota == null ? standard : quota;
    }

    /** Begins a new day; a clock that steps back opens none again. */
    ModelTenant at(long wall) {
        long today = Math.floorDiv(wall, DAY);
        if (today > day) {
            day = today;
            used = 0;
        }
        return this;
    }

    boolean isSpent() {
        return used + reserved >= quota().cpuMillisPerDay();
    }

    boolean mayRun() {
        return !quota().suspended() && !paused && running < quota().running() && !isSpent();
    }

    boolean isBusy() {
        return waiting + running > 0;
    }

    long dayEnd() {
        return (day + 1) * DAY;
    }
}
