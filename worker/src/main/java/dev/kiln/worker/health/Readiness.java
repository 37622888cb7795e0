package dev.kiln.worker.health;

import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.sandbox.ReadyBoxes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether this worker can take work, and if not, why: it claims, its store answers, the registry knows it, and a box has
 * been made. Safe for many threads.
 */
public final class Readiness {
    private final StoreHealth store;
    private final ReadyBoxes boxes;
    private final BooleanSupplier claims;
    private final BooleanSupplier registered;
    private volatile boolean draining;

    /**
     * @param claims whether the claim loop is at work
     * @param registered whether the registry of workers has this one
     */
    public Readiness(StoreHealth store, ReadyBoxes boxes, BooleanSupplier claims, BooleanSupplier registered) {
        this.store = store;
        this.boxes = boxes;
        this.claims = claims;
        this.registered = registered;
    }

    public void drain() {
        draining = true;
    }

    /** What stands against taking work, in words; empty if nothing does. A worker whose slots are all busy is ready. */
    public List<String> obstacles() {
        var obstacles = new ArrayList<String>();
        if (draining) {
            obstacles.add("draining");
        } else if (!claims.getAsBoolean()) {
            obstacles.add("the claim loop does not run");
        }
        if (!store.answers()) {
            obstacles.add("Redis does not answer");
        }
        if (!registered.getAsBoolean()) {
            obstacles.add("the registry does not know this worker");
        }
        if (boxes.areLacking()) {
            obstacles.add("no box can be made");
        }
        return List.copyOf(obstacles);
    }
}
