package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Execution;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Stack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker that is told to leave and has the time to do so. */
class DrainDrill {
    private static final String SLEEPER = "import time; time.sleep(6); print('slept')";

    private final Stack stack = Stack.start(Map.of("KILN_SLOTS", "2", "KILN_DRAIN_SECONDS", "1"));
    private final FewExecutions executions = new FewExecutions(stack);

    @AfterEach
    void stop() {
        executions.close();
        stack.close();
    }

    @Test
    void handsBackWhatDoesNotFinishInTheTimeOfADrain() {
        String id = executions.submit(SLEEPER);
        try (Application drained = stack.startWorker()) {
            executions.awaitState(id, State.RUNNING);

            drained.stop();

            assertThat(executions.client().get(id).state()).isEqualTo(State.QUEUED);
        }
        try (Application _ = stack.startWorker()) {
            Execution done = executions.client().await(id, Duration.ofMinutes(1));
            assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(done.attempts()).isEqualTo(1);
            assertThat(executions.states(id)).containsExactly("queued", "running", "queued", "running", "finished");
            executions.verify();
        }
    }
}
