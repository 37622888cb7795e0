package dev.kiln.e2e.drills;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis killed while executions wait and run. */
class RedisDrill {
    /** Accepted before there is a worker. */
    private static final int EARLY = 8;

    private static final int ALL = 24;

    private final Stack stack = Stack.start(Map.of("KILN_QUEUE_LEASE", "3s", "KILN_SLOTS", "2"));
    private final Ledger ledger = new Ledger(stack);

    @AfterEach
    void stop() {
        ledger.close();
        stack.close();
    }

    @Test
    void losesNothingThatWasAccepted() {
        List<String> ids = new ArrayList<>(submit(0, EARLY));
        stack.redis().kill();
        stack.redis().restart();
        stack.startWorker();
        stack.startWorker();
        ids.addAll(submit(EARLY, ALL));
        Awaitility.await("one to run while others wait").until(() -> {
            List<State> states =
                    ids.stream().map(id -> ledger.client().get(id).state()).toList();
            return states.contains(State.RUNNING) && states.contains(State.QUEUED);
        });

        stack.redis().kill();
        stack.redis().restart();

        List<Execution> done = ledger.awaitAllFinal();
        assertThat(done).hasSize(ALL).extracting(Execution::outcome).containsOnly(Outcome.SUCCESS);
        assertThat(ids)
                .extracting(id ->
                        requireNonNull(ledger.client().get(id).run()).stdout().text())
                .containsExactlyElementsOf(IntStream.range(0, ALL)
                        .mapToObj(number -> number + "\n")
                        .toList());
        ledger.verify();
    }

    private List<String> submit(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> ledger.submit("import time; time.sleep(1); print(" + number + ")"))
                .toList();
    }
}
