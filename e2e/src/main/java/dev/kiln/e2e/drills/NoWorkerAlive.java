package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Network;
import dev.kiln.e2e.stack.Network.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * All workers are parted from Redis while they run, and lost before the network heals. Nothing sweeps then but the command
 * that sweeps once, called as a schedule would. An attempt is all that an execution has, so that the lost ones become dead
 * letters, which are replayed.
 */
final class NoWorkerAlive implements Drill {
    private static final int MOST_RUNS = 20;

    @Override
    public String name() {
        return "no-worker-alive";
    }

    @Override
    public String what() {
        return "all workers are parted and lost; only the run-once command gives back what they had, dead letters included";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        var settings = new HashMap<>(Ground.settings(size));
        settings.put("KILN_QUEUE_RETRY_ATTEMPTS", "1");
        settings.put("KILN_QUEUE_REPLAY_DELAY", "1s");
        return Ground.parted(settings);
    }

    /** In each generation. */
    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        scene.await("executions to run", () -> scene.queue().isThere("leases"));
        partAndLose(scene);
        scene.require(scene.queue().isThere("leases"), "no lost worker had a lease, or somebody else swept");
        int runs = 0;
        while (runs < MOST_RUNS && isAnythingToGiveBack(scene)) {
            int status = scene.stack().recoverOnce();
            scene.require(status == 0, "the run-once command ended with status " + status);
            runs++;
        }
        scene.note("runs of the run-once command", runs);
        scene.require(!isAnythingToGiveBack(scene), "the run-once command left something");
        scene.workers().forEach(Application::restart);
        scene.workers().forEach(Application::awaitReady);
    }

    private static void partAndLose(Scene scene) throws InterruptedException {
        Network network = scene.ground().belonging(Network.class);
        var parts = new ArrayList<Network.Dropping>();
        for (String worker : List.of("worker-0", "worker-1")) {
            for (Direction way : Direction.values()) {
                parts.add(network.drop(worker, way, 1));
            }
        }
        scene.letPass(scene.size().absence());
        scene.workers().forEach(Application::kill);
        long packets = parts.stream().mapToLong(Network.Dropping::packets).sum();
        scene.require(packets > 0, "no packet was dropped");
        scene.note("packets dropped", packets);
        parts.forEach(Network.Dropping::close);
    }

    private static boolean isAnythingToGiveBack(Scene scene) {
        return List.of("leases", "delayed", "revive").stream().anyMatch(scene.queue()::isThere);
    }
}
