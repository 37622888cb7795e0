package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** What a fault finds when it strikes, and where it notes what it did. For one thread. */
final class Scene {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Ground ground;
    private final Load load;
    private final DrillSize size;
    private final Random random;
    private final StoredQueue queue;
    private final Map<String, Long> notes = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Scene(Ground ground, Load load, DrillSize size, Random random, StoredQueue queue) {
        this.ground = ground;
        this.load = load;
        this.size = size;
        this.random = random;
        this.queue = queue;
    }

    Ground ground() {
        return ground;
    }

    Stack stack() {
        return ground.stack();
    }

    List<Application> workers() {
        return ground.workers();
    }

    Load load() {
        return load;
    }

    DrillSize size() {
        return size;
    }

    StoredQueue queue() {
        return queue;
    }

    /** Lets between nothing and this much time pass, drawn by the drill's seed. */
    void letPassUpTo(Duration most) throws InterruptedException {
        Thread.sleep(random.nextLong(most.toMillis() + 1));
    }

    /** Lets this much time pass: how long a fault lasts. */
    void letPass(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** One of the workers, drawn by the drill's seed. */
    Application anyWorker() {
        return workers().get(random.nextInt(workers().size()));
    }

    /** Waits for what the drill is about to happen. */
    void await(String what, BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            Thread.sleep(20);
        }
    }

    /** Adds to a count that the report shows. */
    void note(String what, long number) {
        notes.merge(what, number, Long::sum);
    }

    /** Requires something of the fault itself. */
    void require(boolean holds, String what) {
        if (!holds) {
            findings.add(new Finding(Rule.DRILL, "fault", what));
        }
    }

    Map<String, Long> notes() {
        return notes;
    }

    List<Finding> findings() {
        return findings;
    }
}
