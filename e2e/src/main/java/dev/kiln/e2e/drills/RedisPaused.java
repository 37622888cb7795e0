package dev.kiln.e2e.drills;

/** Redis freezes for longer than two leases last: connections stay, and nothing is answered. */
final class RedisPaused implements Drill {
    @Override
    public String name() {
        return "redis-paused";
    }

    @Override
    public String what() {
        return "Redis freezes for longer than two leases last, and wakes";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        scene.stack().redis().pause();
        scene.letPass(scene.size().outage());
        scene.stack().redis().resume();
        scene.note("Redis paused, s", scene.size().outage().toSeconds());
    }
}
