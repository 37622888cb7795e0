package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workers are killed again and again, at random moments: before, in and after a run. */
final class WorkerKilled implements Drill {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "worker-killed";
    }

    @Override
    public String what() {
        return "workers are killed again and again, at random moments";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1 + killsOf(size);
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        List<ProcessHandle> boxes = new ArrayList<>();
        for (int kill = 0; kill < killsOf(scene.size()); kill++) {
            scene.letPassUpTo(BETWEEN);
            Application worker = scene.anyWorker();
            boxes.addAll(worker.descendants());
            worker.kill();
            worker.restart();
            worker.awaitReady();
            scene.note("workers killed", 1);
        }
        scene.await("the boxes of killed workers to end", () -> boxes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static int killsOf(DrillSize size) {
        return size.rounds() + 1;
    }
}
