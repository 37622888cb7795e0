package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Seat;
import dev.kiln.e2e.stack.StackPlan;
import dev.kiln.testkit.RedisServer;
import java.time.Duration;
import java.util.List;

/** API, workers and Redis differ by hours, and Redis' clock is set forth and back while leases run. */
final class ClocksApart implements Drill {
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public String name() {
        return "clocks-apart";
    }

    @Override
    public String what() {
        return "API, workers and Redis differ by hours; Redis' clock jumps an hour forth and two back";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        OwnClock redis = OwnClock.ahead(Duration.ZERO);
        OwnClock ahead = OwnClock.ahead(HOUR);
        OwnClock behind = OwnClock.ahead(HOUR.negated());
        StackPlan plan = StackPlan.of(Ground.settings(size))
                .withRedis(RedisServer.Launch.plain().with(redis.environment(), List.of()))
                .withApi(Seat.plain().with(ahead.environment()));
        List<Seat> workers =
                List.of(Seat.plain().with(behind.environment()), Seat.plain().with(ahead.environment()));
        return Ground.of(plan, workers, List.of(redis, ahead, behind));
    }

    /** Nobody's clock costs anybody an attempt. */
    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        OwnClock redis = scene.ground().belonging(OwnClock.class);
        for (Duration ahead : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
            long before = scene.queue().nowMillis();
            redis.set(ahead);
            long jumped = scene.queue().nowMillis() - before;
            scene.require(Math.abs(jumped) > HOUR.toMillis() / 2, "Redis' clock did not jump: " + jumped + " ms");
            scene.note("clock of Redis set", 1);
            scene.letPass(scene.size().lease());
        }
    }
}
