package dev.kiln.queue;

import java.time.Duration;

/**
 * What becomes of executions that infrastructure failed.
 *
 * @param spotHandBacks hand-backs by Spot workers after which only on-demand workers claim an execution, 1 to 100
 * @param poisonWorkers how many different workers an execution must have ended to be poison, 2 to 20
 * @param times how often the sweep replays a dead letter by itself, 0 to 100; never poison
 * @param delay how long it waits before, at least 1 ms
 * @param retention how long a dead letter is kept before the sweep forgets it, at least 1 ms
 */
public record ReplayPolicy(int spotHandBacks, int poisonWorkers, int times, Duration delay, Duration retention) {
    public ReplayPolicy {
        if (spotHandBacks < 1 || spotHandBacks > 100 || poisonWorkers < 2 || poisonWorkers > 20) {
            throw new IllegalArgumentException("spotHandBacks: 1 to 100; poisonWorkers: 2 to 20");
        }
        if (times < 0 || times > 100 || delay.toMillis() < 1 || retention.toMillis() < 1) {
            throw new IllegalArgumentException("times: 0 to 100; delay, retention: at least 1 ms");
        }
    }

    /** Three hand-backs, two workers, two replays after five minutes each, thirty days. */
    public static ReplayPolicy standard() {
        return new ReplayPolicy(3, 2, 2, Duration.ofMinutes(5), Duration.ofDays(30));
    }
}
