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
    private final Ledger ledger = new Ledger(stack);

    CancelDrill() {
        stack.startWorker();
    }

    @AfterAll
    void stop() {
        ledger.close();
        stack.close();
    }

    @Test
    void endsARunningEndlessLoopWithinASecondAndFreesItsSlot() {
        String id = ledger.submit(endless());
        ledger.awaitState(id, State.RUNNING);
        long begin = System.nanoTime();

        ledger.client().cancel(id);

        Execution canceled = ledger.client().await(id, Duration.ofSeconds(60));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("a running loop was canceled within " + took.toMillis() + " ms");
        assertThat(canceled.state()).isEqualTo(State.CANCELED);
        assertThat(took).isLessThan(PROMISED.multipliedBy(SLACK));
        ledger.submit("print('free again')");
        assertThat(ledger.awaitAllFinal()).extracting(Execution::outcome).contains(Outcome.SUCCESS);
        ledger.verify();
    }

    @Test
    void endsWhatWaitsAtOnce() {
        String running = ledger.submit(endless());
        ledger.awaitState(running, State.RUNNING);
        String waiting = ledger.submit("print('never')");

        Execution answer = ledger.client().cancel(waiting);

        assertThat(answer.state()).isEqualTo(State.CANCELED);
        assertThat(ledger.states(waiting)).containsExactly("queued", "canceled");
        ledger.client().cancel(running);
        ledger.awaitAllFinal();
        ledger.verify();
    }

    @Test
    void keepsTenantsFromEachOther() {
        String theirs = ledger.submit("print('private')");
        ledger.awaitAllFinal();
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
                    .isThrownBy(() -> ledger.client().get(own))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
            assertThat(client.await(own, Duration.ofSeconds(60)).outcome()).isEqualTo(Outcome.SUCCESS);
        }
        ledger.verify();
    }

    private static ExecutionRequest endless() {
        return ExecutionRequest.builder("python")
                .source("while True: pass")
                .limits(Limits.defaults().withCpu(Duration.ofSeconds(15)).withWall(Duration.ofSeconds(30)))
                .build();
    }
}
