package dev.kiln.testkit;

import dev.kiln.execution.ExecutionState.Running;
import dev.kiln.queue.Lane;
import dev.kiln.queue.QueueControl;
import dev.kiln.queue.QueueDepth;
import dev.kiln.queue.QueueDepth.LaneDepth;
import dev.kiln.queue.QueueInspection;
import dev.kiln.queue.TenantDepth;
import dev.kiln.queue.TenantDepth.Ready;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.Quotas;
import dev.kiln.tenant.TenantId;
import dev.kiln.tenant.Usage;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What operators do with a modelled queue, and the quotas that it goes by. Safe for many threads. */
public final class InMemoryQueueOperations implements QueueControl, QueueInspection, Quotas {
    private final InMemoryExecutionQueue queue;

    public InMemoryQueueOperations(InMemoryExecutionQueue queue) {
        this.queue = queue;
    }

    /** All ports of a modelled queue. */
    public static QueuePorts ports(InMemoryExecutionQueue queue, Consumer<Duration> pass) {
        var operations = new InMemoryQueueOperations(queue);
        return new QueuePorts(
                queue,
                queue,
                queue,
                queue,
                new InMemoryDeadLetters(queue),
                new InMemoryDeadLetterJobs(queue),
                operations,
                operations,
                operations,
                pass);
    }

    @Override
    public void pause(Lane lane) {
        synchronized (queue) {
            queue.lines.paused.add(lane);
        }
    }

    @Override
    public void resume(Lane lane) {
        synchronized (queue) {
            queue.lines.paused.remove(lane);
            queue.changed();
        }
    }

    @Override
    public void pause(TenantId tenant) {
        setPaused(tenant, true);
    }

    @Override
    public void resume(TenantId tenant) {
        setPaused(tenant, false);
    }

    private void setPaused(TenantId id, boolean paused) {
        synchronized (queue) {
            ModelTenant tenant = queue.tenant(id).at(queue.clock.wall());
            tenant.paused = paused;
            queue.lines.arrange(tenant);
            queue.changed();
        }
    }

    @Override
    public QueueDepth depth() {
        synchronized (queue) {
            Map<Lane, LaneDepth> lanes = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                long waiting = queue.executions.values().stream()
                        .filter(execution -> execution.isWaiting() && execution.submission.lane() == lane)
                        .count();
                lanes.put(
                        lane,
                        new LaneDepth(
                                waiting,
                                queue.lines.tenantsReadyIn(lane),
                                queue.lines.oldest(lane, queue.clock.wall()),
                                queue.lines.paused.contains(lane)));
            }
            long running = queue.executions.values().stream()
                    .filter(execution -> execution.state instanceof Running)
                    .count();
            return new QueueDepth(lanes, running);
        }
    }

    @Override
    public List<TenantDepth> tenants(Optional<TenantId> after, int limit) {
        synchronized (queue) {
            String last = after.map(TenantId::value).orElse("");
            return queue.tenants.values().stream()
                    .filter(tenant -> tenant.isBusy() && tenant.id.value().compareTo(last) > 0)
                    .sorted(Comparator.comparing(tenant -> tenant.id.value()))
                    .limit(limit)
                    .map(this::depthOf)
                    .toList();
        }
    }

    private TenantDepth depthOf(ModelTenant tenant) {
        long wall = queue.clock.wall();
        tenant.at(wall);
        Map<Lane, Ready> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, queue.lines.readyIn(lane, tenant, wall));
        }
        return new TenantDepth(
                tenant.id,
                new Usage(tenant.waiting, tenant.running, tenant.used, tenant.reserved),
                lanes,
                tenant.paused,
                tenant.quota().suspended(),
                tenant.out);
    }

    @Override
    public Optional<Quota> find(TenantId tenant) {
        synchronized (queue) {
            return Optional.ofNullable(queue.tenant(tenant).quota);
        }
    }

    @Override
    public void put(TenantId tenant, Quota quota) {
        setQuota(tenant, quota);
    }

    @Override
    public void remove(TenantId tenant) {
        setQuota(tenant, null);
    }

    private void setQuota(TenantId id, @Nullable Quota quota) {
        synchronized (queue) {
            ModelTenant tenant = queue.tenant(id).at(queue.clock.wall());
            tenant.quota = quota;
            queue.lines.arrange(tenant);
            queue.changed();
        }
    }
}
