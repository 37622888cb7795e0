package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workers that go away, told or untold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerDrill {
    private static final String SLEEPER = "import time; time.sleep(6); print('slept')";

    private final Stack stack = Stack.start(Map.of(
            "KILN_QUEUE_LEASE", "3s",
            "KILN_QUEUE_RETRY_BASE", "100ms",
            "KILN_SLOTS", "2",
            "KILN_DRAIN_SECONDS", "1"));
    private final Ledger ledger = new Ledger(stack);

    @AfterAll
    void stop() {
        ledger.close();
        stack.close();
    }

    @Test
    void recoversWhatAKilledWorkerWasRunning() {
        try (Application killed = stack.startWorker();
                Application _ = stack.startWorker()) {
            List<String> ids =
                    IntStream.range(0, 4).mapToObj(_ -> ledger.submit(SLEEPER)).toList();
            ids.forEach(id -> ledger.awaitState(id, State.RUNNING));
            List<ProcessHandle> boxes = killed.descendants();
            assertThat(boxes).isNotEmpty();

            killed.kill();

            ledger.awaitAllFinal();
            List<Execution> done = ids.stream().map(ledger.client()::get).toList();
            assertThat(done).extracting(Execution::outcome).containsOnly(Outcome.SUCCESS);
            assertThat(done).extracting(Execution::attempts).containsExactlyInAnyOrder(1, 1, 2, 2);
            ledger.verify();
            Awaitility.await("the boxes of the killed worker to end")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> boxes.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void handsBackWhatDoesNotFinishInTheTimeOfADrain() {
        String id = ledger.submit(SLEEPER);
        try (Application drained = stack.startWorker()) {
            ledger.awaitState(id, State.RUNNING);

            drained.stop();

            assertThat(ledger.client().get(id).state()).isEqualTo(State.QUEUED);
        }
        try (Application _ = stack.startWorker()) {
            Execution done = ledger.client().await(id, Duration.ofMinutes(1));
            assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(done.attempts()).isEqualTo(1);
            assertThat(ledger.states(id)).containsExactly("queued", "running", "queued", "running", "finished");
            ledger.verify();
        }
    }
}
