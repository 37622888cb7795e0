package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;

/** A worker freezes for longer than its leases last, and wakes: what it then brings is refused. */
final class WorkerPaused implements Drill {
    /** What a worker says of an attempt that is not its own any more. */
    private static final String REFUSED = "A lease was lost";

    @Override
    public String name() {
        return "worker-paused";
    }

    @Override
    public String what() {
        return "a worker freezes past its leases and wakes; its late commits are refused";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1 + size.rounds();
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        long refused = 0;
        for (int round = 0; round < scene.size().rounds(); round++) {
            Application worker = scene.workers().get(round % scene.workers().size());
            long before = worker.logged(REFUSED);
            worker.pause();
            scene.note("workers paused", 1);
            scene.letPass(scene.size().absence());
            worker.resume();
            scene.letPass(scene.size().lease());
            refused += worker.logged(REFUSED) - before;
        }
        scene.note("late ends refused", refused);
        scene.require(refused > 0, "no pause caught an attempt, so that nothing late was refused");
    }
}
