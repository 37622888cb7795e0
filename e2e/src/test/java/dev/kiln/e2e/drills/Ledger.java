package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.ClientException;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Every id that was answered 202, and what must hold of each whatever broke on the way: exactly one final record, and
 * changes of state that are numbered without a gap. What is read is the key layout of {@code docs/queue.md}.
 */
final class Ledger implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PARTITION = "kiln:{p0}:";
    private static final Set<String> FINAL = Set.of("finished", "canceled", "dead");

    private final Set<String> accepted = new ConcurrentSkipListSet<>();
    private final StringRedisTemplate redis;
    private final KilnClient client;

    Ledger(Stack stack) {
        this.redis = stack.port(StringRedisTemplate.class);
        this.client = KilnClient.builder(stack.api(), stack.key()).build();
    }

    KilnClient client() {
        return client;
    }

    /** Submits a Python program; its id is owed a final record from the answer on. */
    String submit(String source) {
        return submit(ExecutionRequest.builder("python").source(source).build());
    }

    String submit(ExecutionRequest request) {
        String id = client.submit(request).id();
        accepted.add(id);
        return id;
    }

    void awaitState(String id, State state) {
        Awaitility.await(id + " " + state)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> client.get(id).state() == state);
    }

    /** Waits until all are final, and gives them in the order of their ids. */
    List<Execution> awaitAllFinal() {
        Awaitility.await("all that was accepted to be final")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ClientException.class)
                .until(() ->
                        accepted.stream().allMatch(id -> client.get(id).state().isFinal()));
        return accepted.stream().map(client::get).toList();
    }

    /** Asserts that the books are even: call it when all are final. */
    void verify() {
        assertThat(accepted).isNotEmpty().allSatisfy(id -> {
            List<Map<Object, Object>> events = events(id);
            assertThat(events.stream().map(event -> event.get("number")))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, events.size())
                            .mapToObj(Integer::toString)
                            .toList());
            List<String> states = states(id);
            assertThat(states.stream().filter(FINAL::contains)).containsExactly(states.getLast());
        });
        Map<Object, Object> counts = redis.opsForHash().entries(PARTITION + "counts");
        assertThat(counts.values()).allMatch("0"::equals);
        assertThat(redis.opsForZSet().size(PARTITION + "leases")).isZero();
    }

    /** The states that an execution went through. */
    List<String> states(String id) {
        return events(id).stream()
                .map(event -> String.valueOf(event.get("state")))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Map<Object, Object>> events(String id) {
        var records = redis.opsForStream().range(PARTITION + "events", Range.unbounded());
        return Stream.ofNullable(records)
                .flatMap(List::stream)
                .map(record -> record.getValue())
                .filter(event -> id.equals(event.get("id")))
                .toList();
    }
}
