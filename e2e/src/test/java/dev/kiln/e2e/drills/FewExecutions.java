package dev.kiln.e2e.drills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.ClientException;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.awaitility.Awaitility;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A handful of executions through the SDK, each watched by itself, and held against what is stored in the end. */
final class FewExecutions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Set<String> accepted = new ConcurrentSkipListSet<>();
    private final StoredQueue queue;
    private final KilnClient client;

    FewExecutions(Stack stack) {
        this.queue = new StoredQueue(stack.port(StringRedisTemplate.class));
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

    /** Asserts that each has ended once, and that nothing is left of any. Call it when all are final. */
    void verify() {
        assertThat(accepted)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(stored(id)).satisfies(execution -> {
                    assertThat(StoredChecks.of(execution, 1)).isEmpty();
                }));
        assertThat(queue.leftovers()).isEmpty();
    }

    /** The states that an execution went through. */
    List<String> states(String id) {
        return stored(id).states();
    }

    private StoredExecution stored(String id) {
        return requireNonNull(queue.executions(Set.of("stack")).get(id));
    }

    @Override
    public void close() {
        client.close();
    }
}
