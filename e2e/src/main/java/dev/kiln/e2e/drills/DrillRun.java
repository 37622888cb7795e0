package dev.kiln.e2e.drills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Plays one drill on a ground: load, fault, end of the fault, count. */
final class DrillRun {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Drill drill;
    private final Ground ground;
    private final DrillSize size;
    private final long seed;
    private final StoredQueue queue;

    DrillRun(Drill drill, Ground ground, DrillSize size, long seed) {
        this.drill = drill;
        this.ground = ground;
        this.size = size;
        this.seed = seed;
        this.queue = new StoredQueue(ground.stack().port(StringRedisTemplate.class));
    }

    DrillReport play() throws IOException, InterruptedException {
        String run = "drill-" + RUNS.incrementAndGet();
        try (var load = new Load(ground.stack(), size, run, drill.repeatsSubmits())) {
            var scene = new Scene(ground, load, size, new Random(seed), queue);
            load.begin();
            drill.strike(scene);
            long over = System.nanoTime();
            Duration recovery = Recovery.await(queue, load.tenants(), size.patience());
            load.endSubmitting();
            load.awaitAllTold(size.patience());
            Duration drained = Duration.ofNanos(System.nanoTime() - over);
            Map<String, StoredExecution> stored = queue.executions(load.tenants());
            var findings = new ArrayList<Finding>(scene.findings());
            findings.addAll(Checker.check(load, queue, drill.mostAttempts(size), size));
            if (recovery.compareTo(size.latest()) > 0) {
                findings.add(new Finding(
                        Rule.IN_TIME, "recovery", "took " + recovery + " of the promised " + size.promise()));
            }
            return new DrillReport(
                    drill, size, seed, counts(load, stored, scene), recovery, size.promise(), drained, findings);
        }
    }

    private static Map<String, Long> counts(Load load, Map<String, StoredExecution> stored, Scene scene) {
        var counts = new LinkedHashMap<String, Long>(scene.notes());
        counts.put("answered 202", (long) load.ledger().accepted().size());
        counts.put("refused", (long) load.ledger().refusedCount());
        counts.put("not answered, or open", (long) load.ledger().unansweredCount());
        counts.put("ends told", (long) load.ledger().toldCount());
        counts.put("stored", (long) stored.size());
        for (String state : List.of("finished", "canceled", "dead")) {
            counts.put(
                    "stored as " + state,
                    stored.values().stream()
                            .filter(execution -> execution.field("state").equals(state))
                            .count());
        }
        counts.put(
                "attempts begun again",
                stored.values().stream()
                        .mapToLong(execution -> execution.states().stream()
                                .filter("retrying"::equals)
                                .count())
                        .sum());
        return counts;
    }
}
