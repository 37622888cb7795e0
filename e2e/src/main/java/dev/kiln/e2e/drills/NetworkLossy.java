package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Network;
import dev.kiln.e2e.stack.Network.Direction;
import java.util.ArrayList;
import java.util.List;

/** A part of all packets to and from Redis is lost. */
final class NetworkLossy implements Drill {
    private static final double LOST = 0.15;

    @Override
    public String name() {
        return "network-lossy";
    }

    @Override
    public String what() {
        return "one packet in seven to and from Redis is lost";
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
        return 3;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        Network network = scene.ground().belonging(Network.class);
        var droppings = new ArrayList<Network.Dropping>();
        for (String member : List.of("api", "worker-0", "worker-1")) {
            for (Direction way : Direction.values()) {
                droppings.add(network.drop(member, way, LOST));
            }
        }
        scene.letPass(scene.size().outage());
        for (Network.Dropping dropping : droppings) {
            scene.require(dropping.packets() > 0, "a rule dropped nothing");
            scene.note("packets dropped", dropping.packets());
            dropping.close();
        }
    }
}
