package dev.kiln.redis.queue;

import static dev.kiln.redis.queue.QueueScripts.text;

import dev.kiln.queue.Lane;
import dev.kiln.queue.QueueControl;
import dev.kiln.queue.QueueDepth;
import dev.kiln.queue.QueueDepth.LaneDepth;
import dev.kiln.queue.QueueInspection;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.TenantDepth;
import dev.kiln.queue.TenantDepth.Ready;
import dev.kiln.redis.Script;
import dev.kiln.tenant.TenantId;
import dev.kiln.tenant.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What operators do with the queue on Redis. Safe for many threads. */
public final class RedisQueueOperations implements QueueControl, QueueInspection {
    private static final int MOST_TENANTS = 100;
    private static final int LANE_WIDTH = 5;
    private static final int TENANT_WIDTH = 14;

    private final Script<String> lane;
    private final Script<String> settings;
    private final Script<List<?>> lanes;
    private final Script<List<?>> tenants;
    private final QueueScripts scripts;

    public RedisQueueOperations(StringRedisTemplate redis, QueuePolicy policy) {
        this(new QueueScripts(redis, policy));
    }

    RedisQueueOperations(QueueScripts scripts) {
        this.scripts = scripts;
        this.lane = scripts.word("lane");
        this.settings = scripts.word("settings");
        this.lanes = scripts.list("lanes");
        this.tenants = scripts.list("tenants");
    }

    @Override
    public void pause(Lane which) {
        scripts.run(lane, partition(), which.word(), "paused");
    }

    @Override
    public void resume(Lane which) {
        scripts.run(lane, partition(), which.word(), "running");
    }

    @Override
    public void pause(TenantId tenant) {
        scripts.run(settings, partition(), tenant.value(), "paused", "1");
    }

    @Override
    public void resume(TenantId tenant) {
        scripts.run(settings, partition(), tenant.value(), "paused", "");
    }

    @Override
    public QueueDepth depth() {
        List<?> answer = lanes.run(scripts.redis(), partition());
        int end = answer.size() - 2;
        long present = Long.parseLong(text(answer, end + 1));
        Map<Lane, LaneDepth> depths = new EnumMap<>(Lane.class);
        for (int i = 0; i < end; i += LANE_WIDTH) {
            depths.put(
                    Lane.ofWord(text(answer, i)),
                    new LaneDepth(
                            Long.parseLong(text(answer, i + 1)),
                            Long.parseLong(text(answer, i + 2)),
                            age(text(answer, i + 3), present),
                            text(answer, i + 4).equals("yes")));
        }
        return new QueueDepth(depths, Long.parseLong(text(answer, end)));
    }

    @Override
    public List<TenantDepth> tenants(Optional<TenantId> after, int limit) {
        if (limit < 1 || limit > MOST_TENANTS) {
            throw new IllegalArgumentException("limit: 1 to " + MOST_TENANTS);
        }
        String last = after.map(TenantId::value).orElse("");
        List<?> answer = scripts.run(tenants, partition(), last, Integer.toString(limit));
        int end = answer.size() - 1;
        long present = Long.parseLong(text(answer, end));
        var found = new ArrayList<TenantDepth>();
        for (int i = 0; i < end; i += TENANT_WIDTH) {
            found.add(tenant(answer.subList(i, i + TENANT_WIDTH), present));
        }
        return List.copyOf(found);
    }

    private static TenantDepth tenant(List<?> row, long present) {
        Map<Lane, Ready> ready = new EnumMap<>(Lane.class);
        int position = 8;
        for (Lane each : Lane.values()) {
            ready.put(each, new Ready(Long.parseLong(text(row, position)), age(text(row, position + 1), present)));
            position += 2;
        }
        return new TenantDepth(
                new TenantId(text(row, 0)),
                new Usage(
                        Long.parseLong(text(row, 1)),
                        Long.parseLong(text(row, 2)),
                        Long.parseLong(text(row, 3)),
                        Long.parseLong(text(row, 4))),
                ready,
                text(row, 5).equals("yes"),
                text(row, 6).equals("yes"),
                text(row, 7).equals("yes"));
    }

    private static Optional<Duration> age(String since, long present) {
        return since.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(0, present - Long.parseLong(since))));
    }

    private static List<String> partition() {
        return KeySpace.of(KeySpace.PARTITION);
    }
}
