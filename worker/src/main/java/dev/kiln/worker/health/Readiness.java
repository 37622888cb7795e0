package dev.kiln.worker.health;

import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.sandbox.ReadyBoxes;
import dev.kiln.worker.slot.SlotPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether this worker can take work, and if not, why. Safe for many threads. */
public final class Readiness {
    private final StoreHealth store;
    private final ReadyBoxes boxes;
    private final SlotPool slots;
    private final BooleanSupplier claims;
    private volatile boolean draining;

    /** @param claims whether the claim loop is at work */
    public Readiness(StoreHealth store, ReadyBoxes boxes, SlotPool slots, BooleanSupplier claims) {
        this.store = store;
        this.boxes = boxes;
        this.slots = slots;
        this.claims = claims;
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
        if (boxes.ready() == 0 && slots.free() > 0) {
            obstacles.add("no box is ready");
        }
        return List.copyOf(obstacles);
    }
}
