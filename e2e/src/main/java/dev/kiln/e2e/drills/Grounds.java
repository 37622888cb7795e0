package dev.kiln.e2e.drills;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Brings up the ground that each drill wants, and keeps the one that several share. For one thread. */
final class Grounds implements AutoCloseable {
    private final DrillSize size;
    private @Nullable Ground shared;

    Grounds(DrillSize size) {
        this.size = size;
    }

    /**
     * Plays a drill on its ground.
     *
     * @param seed what the drill draws its random choices from
     */
    DrillReport play(Drill drill, long seed) throws IOException, InterruptedException {
        if (drill.sharesItsGround()) {
            return new DrillRun(drill, sharedGround(), size, seed).play();
        }
        try (Ground own = drill.ground(size)) {
            return new DrillRun(drill, own, size, seed).play();
        }
    }

    private Ground sharedGround() {
        Ground ground = shared;
        if (ground == null) {
            ground = Ground.plain(size);
            shared = ground;
        } else {
            ground.repair();
        }
        return ground;
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
