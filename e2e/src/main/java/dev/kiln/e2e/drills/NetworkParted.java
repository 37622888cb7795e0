package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Network;
import dev.kiln.e2e.stack.Network.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Packets between a worker and Redis, and between the API and Redis, are dropped silently: one way, the other, both. */
final class NetworkParted implements Drill {
    @Override
    public String name() {
        return "network-parted";
    }

    @Override
    public String what() {
        return "packets to and from Redis are dropped silently, each direction on its own and both";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        return Ground.parted(Ground.settings(size));
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1 + 3;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        part(scene, "api", List.of(Direction.TO_REDIS), "worker-0", List.of(Direction.FROM_REDIS));
        part(scene, "api", List.of(Direction.FROM_REDIS), "worker-1", List.of(Direction.TO_REDIS));
        part(scene, "api", List.of(Direction.values()), "worker-0", List.of(Direction.values()));
    }

    /** Parts two members from Redis for longer than a lease, and heals it. */
    private static void part(Scene scene, String one, List<Direction> oneWays, String other, List<Direction> otherWays)
            throws InterruptedException {
        Network network = scene.ground().belonging(Network.class);
        var parts = new ArrayList<Part>();
        oneWays.forEach(way -> parts.add(new Part(one, way, network.drop(one, way, 1))));
        otherWays.forEach(way -> parts.add(new Part(other, way, network.drop(other, way, 1))));
        scene.letPass(scene.size().absence());
        var silent = new HashSet<>(Set.of(one, other));
        for (Part part : parts) {
            long packets = part.dropping.packets();
            part.dropping.close();
            if (packets > 0) {
                silent.remove(part.member);
            }
            scene.note("packets dropped, " + part.member + " " + part.way.word(), packets);
        }
        scene.require(silent.isEmpty(), "no packet was dropped of " + silent);
        scene.letPass(scene.size().lease());
    }

    private record Part(String member, Direction way, Network.Dropping dropping) {}
}
