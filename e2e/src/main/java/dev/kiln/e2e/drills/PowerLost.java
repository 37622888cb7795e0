package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Seat;
import dev.kiln.e2e.stack.StackPlan;
import dev.kiln.testkit.RedisServer;
import java.time.Duration;
import java.util.List;

/** The machine of Redis loses power: what was written and not synced is gone from its disk. */
final class PowerLost implements Drill {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final String appendFsync;

    private PowerLost(String appendFsync) {
        this.appendFsync = appendFsync;
    }

    /** With the setting that Kiln asks for. */
    static PowerLost syncedAlways() {
        return new PowerLost("always");
    }

    /** With the setting that loses a second of accepted work: it must fail. */
    static PowerLost syncedEverySecond() {
        return new PowerLost("everysec");
    }

    @Override
    public String name() {
        return "power-lost";
    }

    @Override
    public String what() {
        return "Redis' machine loses power, and all that was not synced (appendfsync " + appendFsync + ")";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        VolatileDisk disk = VolatileDisk.create();
        var launch = RedisServer.Launch.plain().with(disk.environment(), List.of("--appendfsync", appendFsync));
        return Ground.of(
                StackPlan.of(Ground.settings(size)).withRedis(launch),
                List.of(Seat.plain(), Seat.plain()),
                List.of(disk));
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        VolatileDisk disk = scene.ground().belonging(VolatileDisk.class);
        for (int loss = 0; loss < scene.size().rounds() + 1; loss++) {
            scene.letPassUpTo(BETWEEN);
            scene.stack().redis().kill();
            scene.note(
                    "bytes lost that were not synced",
                    disk.losePower(scene.stack().redis().folder()));
            scene.stack().redis().restart();
            scene.note("power losses", 1);
        }
        scene.require(disk.syncs() > 0, "the disk saw no sync of Redis, so that nothing was put to the test");
    }
}
