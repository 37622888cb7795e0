package dev.kiln.testkit;

import dev.kiln.queue.Capacity;
import dev.kiln.queue.Lane;
import dev.kiln.queue.TenantDepth.Ready;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines as the model keeps them: what each tenant has ready, and the rings of those that may run, served by start-time
 * fair queueing.
 */
final class ModelLines {
    private static final List<Lane> PATTERN = List.of(
            Lane.INTERACTIVE,
            Lane.STANDARD,
            Lane.INTERACTIVE,
            Lane.BATCH,
            Lane.INTERACTIVE,
            Lane.STANDARD,
            Lane.INTERACTIVE);

    final Set<Lane> paused = EnumSet.noneOf(Lane.class);
    private final Map<String, Map<TenantId, NavigableMap<Long, ModelExecution>>> ready = new HashMap<>();
    private final Map<String, Map<ModelTenant, Double>> rings = new HashMap<>();
    private final Map<String, Double> begun = new HashMap<>();
    private final Map<ModelTenant, Long> spent = new HashMap<>();
    private long turn;

    ModelLines() {
        for (String line : lines()) {
            ready.put(line, new HashMap<>());
            rings.put(line, new HashMap<>());
        }
    }

    static String steady(Lane lane) {
        return lane.word() + "-steady";
    }

    private static List<String> lines() {
        return Stream.of(Lane.values())
                .flatMap(lane -> Stream.of(lane.word(), steady(lane)))
                .toList();
    }

    void enqueue(ModelExecution execution) {
        ModelTenant tenant = execution.tenant;
        NavigableMap<Long, ModelExecution> waiting =
                of(ready, execution.line()).computeIfAbsent(tenant.id, _ -> new TreeMap<>());
        boolean first = waiting.isEmpty();
        waiting.put(execution.place, execution);
        if (first && !tenant.out) {
            join(execution.line(), tenant);
        }
    }

    void dequeue(ModelExecution execution) {
        NavigableMap<Long, ModelExecution> waiting = readyOf(execution.line(), execution.tenant);
        waiting.remove(execution.place);
        if (waiting.isEmpty()) {
            leave(execution.line(), execution.tenant);
        }
    }

    /** Takes a tenant that may not run out of every ring, and one that may again back in. */
    void arrange(ModelTenant tenant) {
        boolean out = !tenant.mayRun();
        if (out && tenant.isSpent()) {
            spent.put(tenant, tenant.dayEnd());
        }
        if (out == tenant.out) {
            return;
        }
        tenant.out = out;
        for (String line : lines()) {
            if (out) {
                leave(line, tenant);
            } else if (!readyOf(line, tenant).isEmpty()) {
                join(line, tenant);
            }
        }
    }

    /** Looks again at those whose budget was spent on a day that is over. */
    void arrangeWhereTheDayEnded(long wall) {
        List<ModelTenant> over = spent.entrySet().stream()
                .filter(entry -> entry.getValue() <= wall)
                .map(Map.Entry::getKey)
                .toList();
        for (ModelTenant tenant : over) {
            spent.remove(tenant);
            arrange(tenant.at(wall));
        }
    }

    /** The next execution that a worker may begin, or null; it is still ready. */
    @Nullable
    ModelExecution next(Capacity capacity) {
        var lanes = new ArrayList<Lane>();
        lanes.add(PATTERN.get((int) (turn % PATTERN.size())));
        lanes.addAll(List.of(Lane.values()));
        for (Lane lane : lanes) {
            if (paused.contains(lane)) {
                continue;
            }
            ModelExecution steady = capacity == Capacity.SPOT ? null : nextOf(steady(lane));
            ModelExecution next = steady == null ? nextOf(lane.word()) : steady;
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** Takes out what {@link #next} gave, and lets its tenant's turn go on. */
    void begin(ModelExecution execution) {
        String line = execution.line();
        ModelTenant tenant = execution.tenant;
        double served = of(rings, line).getOrDefault(tenant, 0.0);
        begun.put(line, served);
        of(rings, line).put(tenant, served + 1.0 / tenant.quota().weight());
        turn++;
        dequeue(execution);
    }

    private @Nullable ModelExecution nextOf(String line) {
        return of(rings, line).entrySet().stream()
                .min(Map.Entry.<ModelTenant, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(tenant -> tenant.id.value()))))
                .map(entry -> readyOf(line, entry.getKey()).firstEntry().getValue())
                .orElse(null);
    }

    private void join(String line, ModelTenant tenant) {
        double from = Math.max(begun.getOrDefault(line, 0.0), tenant.left.getOrDefault(line, 0.0));
        of(rings, line).put(tenant, from);
    }

    private void leave(String line, ModelTenant tenant) {
        Double turn = of(rings, line).remove(tenant);
        if (turn != null) {
            tenant.left.put(line, turn);
        }
    }

    /** How many tenants have something ready in a lane that every worker claims. */
    long tenantsReadyIn(Lane lane) {
        return of(ready, lane.word()).values().stream()
                .filter(waiting -> !waiting.isEmpty())
                .count();
    }

    Optional<Duration> oldest(Lane lane, long wall) {
        return oldest(
                Stream.of(lane.word(), steady(lane))
                        .flatMap(line -> of(ready, line).values().stream()
                                .filter(waiting -> !waiting.isEmpty())
                                .map(NavigableMap::firstEntry)
                                .min(Comparator.comparingLong(Map.Entry::getKey))
                                .map(Map.Entry::getValue)
                                .stream()),
                wall);
    }

    Ready readyIn(Lane lane, ModelTenant tenant, long wall) {
        NavigableMap<Long, ModelExecution> plain = readyOf(lane.word(), tenant);
        NavigableMap<Long, ModelExecution> steady = readyOf(steady(lane), tenant);
        Stream<ModelExecution> first = Stream.of(plain, steady)
                .filter(waiting -> !waiting.isEmpty())
                .map(waiting -> waiting.firstEntry().getValue());
        return new Ready(plain.size() + steady.size(), oldest(first, wall));
    }

    private static Optional<Duration> oldest(Stream<ModelExecution> executions, long wall) {
        return executions
                .map(execution -> execution.since)
                .min(Comparator.naturalOrder())
                .map(since -> Duration.ofMillis(Math.max(0, wall - since)));
    }

    private NavigableMap<Long, ModelExecution> readyOf(String line, ModelTenant tenant) {
        return of(ready, line).getOrDefault(tenant.id, new TreeMap<>());
    }

    private static <V> V of(Map<String, V> map, String line) {
        V value = map.get(line);
        if (value == null) {
            throw new IllegalArgumentException("no such line: " + line);
        }
        return value;
    }
}
