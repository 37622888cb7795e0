package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Seat;
import dev.kiln.e2e.stack.StackPlan;
import dev.kiln.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every word to and from Redis takes its time. */
final class NetworkSlow implements Drill {
    private static final Duration MOST = Duration.ofMillis(200);

    @Override
    public String name() {
        return "network-slow";
    }

    @Override
    public String what() {
        return "everything to and from Redis is held for up to 200 ms";
    }

    @Override
    public boolean sharesItsGround() {
        return false;
    }

    @Override
    public Ground ground(DrillSize size) {
        RedisServer.Launch redis = RedisServer.Launch.plain();
        SlowLink link = SlowLink.to(redis.port());
        Seat seat = Seat.plain().with(Map.of("KILN_REDIS_URL", RedisServer.url("127.0.0.1", link.port())));
        return Ground.of(new StackPlan(Ground.settings(size), redis, seat), List.of(seat, seat), List.of(link));
    }

    /** Slow is not away: nothing that is slow loses its lease. */
    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException {
        SlowLink link = scene.ground().belonging(SlowLink.class);
        link.delayUpTo(MOST);
        scene.letPass(scene.size().outage());
        link.delayUpTo(Duration.ZERO);
        scene.note("words held", link.held());
        scene.require(link.held() > 0, "nothing went over the slow link");
    }
}
