package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Redis is at its maxmemory: nothing is accepted, and everything else goes on, which is how it becomes empty again:
 * commits, heartbeats, cancels, recovery of what a lost worker had, and a drain.
 */
final class RedisFull implements Drill {
    private static final Duration LEAVING = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "redis-full";
    }

    @Override
    public String what() {
        return "Redis is at its maxmemory: nothing is accepted, and all else goes on";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 2;
    }

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        scene.load().submitLong(scene.size().slots());
        long used = scene.queue().usedBytes();
        scene.queue().setMaxmemory(used / 2);
        try {
            whileFull(scene);
        } finally {
            scene.queue().setMaxmemory(0);
        }
    }

    private static void whileFull(Scene scene) throws IOException, InterruptedException {
        Ledger ledger = scene.load().ledger();
        int refused = ledger.refusedCount();
        scene.await("submits to be refused", () -> ledger.refusedCount() > refused);
        scene.note("refused while full", ledger.refusedCount() - refused);
        cancelSome(scene);

        Application lost = scene.workers().getFirst();
        lost.kill();
        Application leaving = scene.workers().getLast();
        scene.await(
                "what the lost worker had to be given back",
                () -> scene.queue().states(scene.load().tenants()).contains("retrying"));
        int status = stop(leaving);
        scene.require(status == 0, "a worker that left a full Redis ended with status " + status);
        lost.restart();
        leaving.restart();
        lost.awaitReady();
        leaving.awaitReady();
        scene.await("every end to come while Redis is full", () -> ledger.owed().isEmpty());
        scene.note("ends told while full", ledger.toldCount());
    }

    private static int stop(Application worker) {
        worker.terminate();
        return worker.awaitExit(LEAVING);
    }

    private static void cancelSome(Scene scene) throws IOException, InterruptedException {
        Set<String> owed = scene.load().ledger().owed();
        for (String id : owed.stream().limit(6).toList()) {
            int status = scene.load().cancel(id).status();
            scene.require(Set.of(200, 202, 409).contains(status), "a cancel was answered " + status);
            scene.note("cancels", 1);
        }
        scene.require(!owed.isEmpty(), "there was nothing to cancel");
    }
}
