package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import java.time.Duration;

/**
 * Workers are told to leave, as a reclaimed machine is, and are killed when their grace runs out, wherever they are then.
 * The last one may leave in its own time.
 */
final class WorkerReclaimed implements Drill {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LEAVING = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "worker-reclaimed";
    }

    @Override
    public String what() {
        return "workers get SIGTERM, their grace runs out, SIGKILL";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1 + size.rounds();
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        for (int round = 0; round < scene.size().rounds(); round++) {
            Application worker = scene.anyWorker();
            worker.terminate();
            scene.letPassUpTo(GRACE);
            worker.kill();
            worker.restart();
            worker.awaitReady();
            scene.note("workers reclaimed", 1);
        }
        Application leaving = scene.anyWorker();
        leaving.terminate();
        int status = leaving.awaitExit(LEAVING);
        scene.require(status == 0, "a worker with time to leave ended with status " + status);
        leaving.restart();
        leaving.awaitReady();
        scene.note("workers that left in their own time", 1);
    }
}
