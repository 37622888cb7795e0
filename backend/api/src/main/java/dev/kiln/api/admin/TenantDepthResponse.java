package dev.kiln.api.admin;

import dev.kiln.queue.Lane;
import dev.kiln.queue.TenantDepth;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a tenant has in the queue, as it is answered. */
record TenantDepthResponse(
        String tenant,
        long waiting,
        long running,
        long cpuMillisToday,
        long cpuMillisReserved,
        boolean paused,
        boolean suspended,
        boolean held,
        List<Ready> lanes) {
    static TenantDepthResponse of(TenantDepth depth) {
        return new TenantDepthResponse(
                depth.tenant().value(),
                depth.usage().waiting(),
                depth.usage().running(),
                depth.usage().cpuMillisToday(),
                depth.usage().cpuMillisReserved(),
                depth.paused(),
                depth.suspended(),
                depth.held(),
                Arrays.stream(Lane.values())
                        .map(lane ->
                                ready(lane, Objects.requireNonNull(depth.lanes().get(lane))))
                        .toList());
    }

    private static Ready ready(Lane lane, TenantDepth.Ready ready) {
        return new Ready(
                lane.word(),
                ready.executions(),
                ready.oldest().map(Duration::toMillis).orElse(null));
    }

    record Ready(String lane, long ready, @Nullable Long oldestMillis) {}

    record Page(List<TenantDepthResponse> tenants, @Nullable String nextCursor) {}
}
