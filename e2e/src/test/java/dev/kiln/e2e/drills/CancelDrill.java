package dev.kiln.e2e.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.client.ApiException;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Limits;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.Stack;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ending what runs and what waits, one's own and not another's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelDrill {
    /** It is promised within a second; a machine that does much else may take five times as long. */
    private static final Duration PROMISED = Duration.ofSeconds(1);

    private static final int SLACK = 5;

    private final Stack stack = Stack.start(Map.of("KILN_SLOTS", "1"));
    private final FewExecutions executions = new FewExecutions(stack);

    CancelDrill() {
        stack.startWorker();
    }

    @AfterAll
    void stop() {
        executions.close();
        stack.close();
    }

    @Test
    void endsARunningEndlessLoopWithinASecondAndFreesItsSlot() {
        String id = executions.submit(endless());
        executions.awaitState(id, State.RUNNING);
        long begin = System.nanoTime();

        executions.client().cancel(id);

        Execution canceled = executions.client().await(id, Duration.ofSeconds(60));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("a running loop was canceled within " + took.toMillis() + " ms");
        assertThat(canceled.state()).isEqualTo(State.CANCELED);
        assertThat(took).isLessThan(PROMISED.multipliedBy(SLACK));
        executions.submit("print('free again')");
        assertThat(executions.awaitAllFinal()).extracting(Execution::outcome).contains(Outcome.SUCCESS);
        executions.verify();
    }

    @Test
    void endsWhatWaitsAtOnce() {
        String running = executions.submit(endless());
        executions.awaitState(running, State.RUNNING);
        String waiting = executions.submit("print('never')");

        Execution answer = executions.client().cancel(waiting);

        assertThat(answer.state()).isEqualTo(State.CANCELED);
        assertThat(executions.states(waiting)).containsExactly("queued", "canceled");
        executions.client().cancel(running);
        executions.awaitAllFinal();
        executions.verify();
    }

    @Test
    void keepsTenantsFromEachOther() {
        String theirs = executions.submit("print('private')");
        executions.awaitAllFinal();
        String stranger = stack.keyOf(new TenantId("stranger"));
        try (var client = KilnClient.builder(stack.api(), stranger).build()) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.get(theirs))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.cancel(theirs))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.actAs("stack").get(theirs))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(403));
            String own = client.submit(ExecutionRequest.builder("python")
                            .source("print(1)")
                            .build())
                    .id();
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> executions.client().get(own))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThat(client.await(own, Duration.ofSeconds(60)).outcome()).isEqualTo(Outcome.SUCCESS);
        }
        executions.verify();
    }

    private static ExecutionRequest endless() {
        return ExecutionRequest.builder("python")
                .source("while True: pass")
                .limits(Limits.defaults().withCpu(Duration.ofSeconds(15)).withWall(Duration.ofSeconds(30)))
                .build();
    }
}
