package dev.kiln.api.admin;

import dev.kiln.queue.QueueDepth;
import dev.kiln.queue.QueueDepth.LaneDepth;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How deep the queue is, as it is answered: the lanes in the order of their urgency. */
record QueueResponse(List<Lane> lanes, long running) {
    static QueueResponse of(QueueDepth depth) {
        return new QueueResponse(
                Arrays.stream(dev.kiln.queue.Lane.values())
                        .map(lane -> lane(depth, lane))
                        .toList(),
                depth.running());
    }

    static Lane lane(QueueDepth depth, dev.kiln.queue.Lane lane) {
        LaneDepth of = Objects.requireNonNull(depth.lanes().get(lane));
        return new Lane(
                lane.word(),
                of.waiting(),
                of.tenants(),
                of.oldest().map(Duration::toMillis).orElse(null),
                of.paused());
    }

    record Lane(
            String lane,
            long waiting,
            long tenants,
            @Nullable Long oldestMillis,
            boolean paused) {}
}
