package dev.kiln.e2e.stack;

import dev.kiln.testkit.RedisServer;
import java.util.Map;

/**
 * What a stack is started from.
 *
 * @param settings the environment that API and workers get
 * @param redis how Redis is started
 * @param api where the API is started
 */
public record StackPlan(Map<String, String> settings, RedisServer.Launch redis, Seat api) {
    public StackPlan {
        settings = Map.copyOf(settings);
    }

    /** All on the loopback. */
    public static StackPlan of(Map<String, String> settings) {
        return new StackPlan(settings, RedisServer.Launch.plain(), Seat.plain());
    }

    public StackPlan withRedis(RedisServer.Launch launch) {
        return new StackPlan(settings, launch, api);
    }

    public StackPlan withApi(Seat seat) {
        return new StackPlan(settings, redis, seat);
    }
}
