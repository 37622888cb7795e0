package dev.kiln.redis.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.execution.ExecutionId;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectSweepReport;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.ReplayPolicy;
import dev.kiln.queue.RetryPolicy;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.InMemoryExecutionQueue;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.InMemoryQueueOperations;
import dev.kiln.testkit.QueuePorts;
import dev.kiln.testkit.StoppedClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.RedisCallback;

/**
 * Random walks over every transition: none lost, none committed twice, none stuck, no counter wrong. A walk is known by
 * its seed: put the seed of a failure into {@link #SEEDS}.
 */
class QueuePropertyIT {
    private static final long[] SEEDS = {1, 2, 3, System.nanoTime()};
    private static final int STEPS = 1_500;
    private static final QueuePolicy POLICY = QueuePolicy.standard()
            .withWaiting(60)
            .withLease(Duration.ofSeconds(6))
            .withRetry(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(4)))
            .withReplay(new ReplayPolicy(2, 2, 1, Duration.ofSeconds(20), Duration.ofHours(2)));

    private static RedisPorts redis;

    @BeforeAll
    static void start() {
        redis = new RedisPorts();
        RedisCallback<Object> quick = connection -> {
            connection.serverCommands().setConfig("appendfsync", "no");
            return true;
        };
        redis.redis().execute(quick);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    static LongStream seeds() {
        return LongStream.of(SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheModelWhateverHappens(long seed) {
        walk(seed, UnaryOperator.identity());
    }

    /** Faults that somebody could make: each must be found, or the walk proves nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "e.fence == fence and e.token == token | e.fence == fence",
                "t.reserved = t.reserved - e.cpu | t.reserved = t.reserved",
                "time >= grace and due('leases', time) | due('leases', time)",
                "if gap < 0 or gap > GAP then | if gap > GAP then",
                "redis.call('ZREM', key('delayed'), e.id) | redis.call('ZREM', key('delayed'), 'none')",
                "math.max(tonumber(begun), tonumber(left)) | tonumber(begun)",
                "if e.spotBacks >= policy.spot then | if e.spotBacks > policy.spot then",
                "return more + 1 >= policy.poison | return false",
                "t.waiting = t.waiting - 1 | t.waiting = t.waiting",
                "due('dead', at - own(2)) | due('dead', at)",
                "budget = budget - met * 1000 | budget = budget - 0",
                "local begun = f[11] + 1 | local begun = f[11] + 86400000",
            })
    void findsAFaultThatIsPlanted(String sound, String faulty) {
        var planted = new AtomicBoolean();
        UnaryOperator<String> plant = text -> {
            planted.compareAndSet(false, text.contains(sound));
            return text.replace(sound, faulty);
        };

        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 10; seed++) {
                        walk(seed, plant);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed ");
        assertThat(planted).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNoObjectBehindWhenEverythingIsLarge(long seed) {
        var objects = new InMemoryObjectStore();

        walk(seed, UnaryOperator.identity(), new LargeTexts(objects, 1));

        assertThat(objects.size()).isPositive();
        QueueScripts scripts = TestQueues.scripts(redis, POLICY, () -> 0.5, UnaryOperator.identity());
        var sweep = new RedisObjectSweep(scripts, objects, Duration.ofMillis(1));
        expireResults();
        for (ObjectSweepReport report = sweep.sweepAll(); !report.didNothing(); report = sweep.sweepAll()) {
            TestQueues.pass(redis, Duration.ofSeconds(1));
        }
        assertThat(objects.keys()).allMatch(QueuePropertyIT::isOfADeadLetter);
    }

    /** Results are kept for a day by Redis' own clock, which no test can move. */
    private static void expireResults() {
        for (String key : redis.redis().keys("kiln:{p0}:exec:*")) {
            if (redis.redis().getExpire(key) > 0) {
                redis.redis().delete(key);
            }
        }
        Set<String> trash = requireNonNull(redis.redis().opsForZSet().range(KeySpace.trash(0), 0, -1));
        trash.forEach(object -> redis.redis().opsForZSet().add(KeySpace.trash(0), object, 0));
    }

    private static boolean isOfADeadLetter(ObjectKey key) {
        String id = key.value().replaceFirst("executions/([^/]+)/.*", "$1");
        return "dead".equals(redis.redis().opsForHash().get("kiln:{p0}:exec:" + id, "state"));
    }

    private static void walk(long seed, UnaryOperator<String> edit) {
        walk(seed, edit, new LargeTexts(new InMemoryObjectStore()));
    }

    private static void walk(long seed, UnaryOperator<String> edit, LargeTexts texts) {
        QueuePorts real = TestQueues.open(redis, POLICY, () -> 0.5, edit, texts);
        var clock = new StoppedClock();
        QueuePorts model = InMemoryQueueOperations.ports(new InMemoryExecutionQueue(POLICY, clock), clock::advance);
        var walk = new QueueWalk(seed, real, model, clock.millis());
        try {
            for (int step = 0; step < STEPS; step++) {
                walk.step();
            }
            walk.look();
            walk.drain();
            walk.look();
            everythingHasEnded(walk.accepted(), real);
            nothingIsLeft();
            everyEventIsThereOnce();
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + seed + ", after\n" + walk.story(), wrong);
        }
    }

    private static void everythingHasEnded(Set<ExecutionId> accepted, QueuePorts real) {
        assertThat(accepted).isNotEmpty();
        for (ExecutionId id : accepted) {
            assertThat(real.store().find(id))
                    .as("%s", id)
                    .hasValueSatisfying(
                            execution -> assertThat(execution.state().isFinal()).isTrue());
        }
    }

    private static void nothingIsLeft() {
        for (String kind :
                new String[] {"ready", "ring", "heads", "leases", "delayed", "tenants", "revive", "spent", "jobs:open"
                }) {
            assertThat(redis.redis().keys("kiln:{p0}:" + kind + "*")).isEmpty();
        }
        assertThat(redis.redis()
                        .<String, String>opsForHash()
                        .entries("kiln:{p0}:counts")
                        .values())
                .containsOnly("0");
        for (String tenant : redis.redis().keys("kiln:{p0}:tenant:*")) {
            assertThat(redis.redis().<String, String>opsForHash().entries(tenant))
                    .containsEntry("waiting", "0")
                    .containsEntry("running", "0")
                    .containsEntry("reserved", "0");
        }
    }

    /** The events of each execution are numbered without a gap, and no end follows an end without a replay between. */
    private static void everyEventIsThereOnce() {
        Map<String, String> states = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (var event : redis.redis().opsForStream().range("kiln:{p0}:events", Range.unbounded())) {
            Map<Object, Object> fields = event.getValue();
            String id = String.valueOf(fields.get("id"));
            String state = String.valueOf(fields.get("state"));
            int number = Integer.parseInt(String.valueOf(fields.get("number")));
            String before = states.getOrDefault(id, "none");
            assertThat(number).as("%s %s after %s", id, state, before).isEqualTo(numbers.getOrDefault(id, 0) + 1);
            assertThat(follows(before, state))
                    .as("%s: %s after %s", id, state, before)
                    .isTrue();
            boolean purged = state.equals("purged");
            states.put(id, purged ? "none" : state);
            numbers.put(id, purged ? 0 : number);
        }
        assertThat(states).isNotEmpty();
    }

    private static boolean follows(String before, String state) {
        return switch (before) {
            case "none" -> state.equals("queued");
            case "queued" -> state.equals("running") || state.equals("canceled");
            case "running" ->
                Set.of("finished", "canceled", "retrying", "queued", "dead").contains(state);
            case "retrying" -> state.equals("queued") || state.equals("canceled");
            case "dead" -> state.equals("queued") || state.equals("purged");
            default -> false;
        };
    }
}
