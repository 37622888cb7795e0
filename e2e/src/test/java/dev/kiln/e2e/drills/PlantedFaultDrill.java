package dev.kiln.e2e.drills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * That the count bites: each kind of fault, planted into a store in which all is well, is found by the rule that is there
 * for it, and by none when it is taken out again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultDrill {
    private static final DrillSize TINY = new DrillSize(
            "tiny", 2, 4, 4, Duration.ofMillis(50), 1, Duration.ofSeconds(10), Duration.ofSeconds(1), 2, 5);
    private static final String PARTITION = "kiln:{p0}:";
    private static final String EVENTS = PARTITION + "events";

    private final Ground ground = Ground.plain(TINY);
    private final StringRedisTemplate redis = ground.stack().port(StringRedisTemplate.class);
    private final StoredQueue queue = new StoredQueue(redis);
    private final Load load = new Load(ground.stack(), TINY, "planted", false);
    private int known;
    private String victim = "";
    private byte[] asItWas = new byte[0];

    @BeforeAll
    void doWhatWasAccepted() throws InterruptedException {
        load.begin();
        load.endSubmitting();
        assertThat(load.awaitAllTold(Duration.ofMinutes(2))).isTrue();
        victim = load.ledger().accepted().keySet().iterator().next();
        asItWas = requireNonNull(redis.dump(execution()));
        assertThat(found()).isEmpty();
    }

    @AfterEach
    void findsNothingWhenItIsTakenOut() throws InterruptedException {
        restore(execution(), asItWas);
        assertThat(found()).isEmpty();
    }

    @AfterAll
    void clearAway() {
        load.close();
        ground.close();
    }

    @Test
    void anExecutionThatIsGone() throws InterruptedException {
        redis.delete(execution());

        assertThat(found()).contains(Rule.FINAL, Rule.STORED);
    }

    @Test
    void anExecutionThatStillWaits() throws InterruptedException {
        set("state", "queued");

        assertThat(found()).contains(Rule.FINAL, Rule.STORED);
    }

    @Test
    void aResultThatIsGone() throws InterruptedException {
        redis.opsForHash().delete(execution(), "result");

        assertThat(found()).contains(Rule.RIGHT_RESULT, Rule.SAME_BYTES);
    }

    @Test
    void aResultOfAnotherProgram() throws InterruptedException {
        String result = requireNonNull(redis.<String, String>opsForHash().get(execution(), "result"));
        set("result", result.replace("planted-", "strange-"));

        assertThat(found()).contains(Rule.RIGHT_RESULT, Rule.SAME_BYTES);
    }

    @Test
    void aResultThatChangedInNothingButATime() throws InterruptedException {
        set("finished", "1");

        assertThat(found()).containsExactly(Rule.SAME_BYTES);
    }

    @Test
    void anExecutionThatIsAnotherTenants() throws InterruptedException {
        set("tenant", "stack");

        assertThat(found()).contains(Rule.FINAL, Rule.STORED);
    }

    @Test
    void aSecondEnd() throws InterruptedException {
        RecordId second = addEvent(events(victim).size() + 1, "finished");

        assertThat(found()).contains(Rule.FINAL_ONCE, Rule.LEGAL_MOVES);
        redis.opsForStream().delete(EVENTS, second);
    }

    @Test
    void anEventThatIsMissing() throws InterruptedException {
        byte[] all = requireNonNull(redis.dump(EVENTS));
        redis.opsForStream().delete(EVENTS, events(victim).get(1).getId());

        assertThat(found()).contains(Rule.LEGAL_MOVES, Rule.ATTEMPTS);
        restore(EVENTS, all);
    }

    @Test
    void anAttemptThatNobodyBegan() throws InterruptedException {
        set("attempts", "2");

        assertThat(found()).contains(Rule.ATTEMPTS);
    }

    @Test
    void anAttemptThatTheFaultDoesNotAccountFor() throws InterruptedException {
        assertThat(found(0)).containsExactly(Rule.ATTEMPTS);
    }

    @Test
    void anExecutionThatNobodyAskedFor() throws InterruptedException {
        String stranger = PARTITION + "exec:0-00000000000000000000000000";
        restore(stranger, asItWas);

        assertThat(found()).contains(Rule.NO_STRANGER);
        redis.delete(stranger);
    }

    @Test
    void aLeaseThatIsLeft() throws InterruptedException {
        redis.opsForZSet().add(PARTITION + "leases", victim, 9e15);

        assertThat(found()).containsExactly(Rule.EMPTY);
        redis.opsForZSet().remove(PARTITION + "leases", victim);
    }

    @Test
    void aCounterThatIsWrong() throws InterruptedException {
        redis.opsForHash().increment(PARTITION + "counts", "running", 1);

        assertThat(found()).containsExactly(Rule.EMPTY);
        redis.opsForHash().increment(PARTITION + "counts", "running", -1);
    }

    @Test
    void oneIdForTwoRequests() throws InterruptedException {
        load.ledger().accepted(victim, new Ticket("planted-a", 99));

        assertThat(found()).contains(Rule.ONE_ID_EACH);
    }

    /** The rules that are broken by anything that was not known before. */
    private Set<Rule> found() throws InterruptedException {
        return found(1);
    }

    /** What contradicted an earlier telling is in the ledger for good, behind all other findings, so it counts once. */
    private Set<Rule> found(int mostAttempts) throws InterruptedException {
        List<Finding> findings = Checker.check(load, queue, mostAttempts, TINY);
        int contradictions = load.ledger().contradictions().size();
        int others = findings.size() - contradictions;
        Set<Rule> rules = Stream.concat(
                        findings.stream().limit(others), findings.stream().skip(others + known))
                .map(Finding::rule)
                .collect(Collectors.toSet());
        known = contradictions;
        return rules;
    }

    private String execution() {
        return PARTITION + "exec:" + victim;
    }

    /** For good: what is left over by a test goes with its Redis. */
    private void restore(String key, byte[] dump) {
        redis.execute((RedisCallback<Boolean>) connection -> {
            connection.keyCommands().restore(key.getBytes(StandardCharsets.UTF_8), 0, dump, true);
            return true;
        });
    }

    private void set(String field, String value) {
        redis.opsForHash().put(execution(), field, value);
    }

    private RecordId addEvent(int number, String state) {
        return requireNonNull(redis.opsForStream()
                .add(EVENTS, Map.of("id", victim, "number", Integer.toString(number), "state", state, "at", "1")));
    }

    private List<MapRecord<String, Object, Object>> events(String id) {
        return requireNonNull(redis.opsForStream().range(EVENTS, Range.unbounded())).stream()
                .filter(event -> id.equals(event.getValue().get("id")))
                .toList();
    }
}
