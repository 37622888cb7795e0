package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.execution.Limits;
import dev.kiln.execution.PhaseReport;
import dev.kiln.queue.Admission;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.Lane;
import dev.kiln.queue.Lease;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.Refusal;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.Quota;
import dev.kiln.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every queue bounds its tenants and shares turns between them. */
public abstract class QueueBoundsContract {
    private static final TenantId A = new TenantId("tenant-a");
    private static final TenantId B = new TenantId("tenant-b");

    private QueuePorts ports;

    /** The ports of a queue that is empty. */
    protected abstract QueuePorts open(QueuePolicy policy);

    @BeforeEach
    void openQueue() {
        ports = open(QueuePolicy.standard());
    }

    @Test
    void delaysNobodyByMoreThanARound() {
        submit(A, Lane.STANDARD, 500);
        ports.claim(20);
        submit(B, Lane.STANDARD, 1);

        assertThat(tenantsOf(ports.claim(2))).contains(B);
    }

    @Test
    void givesTurnsByWeight() {
        ports.quotas().put(A, Quota.standard().withWeight(3));
        submit(A, Lane.STANDARD, 20);
        submit(B, Lane.STANDARD, 20);

        List<TenantId> served = tenantsOf(ports.claim(16));

        assertThat(served).filteredOn(A::equals).hasSize(12);
    }

    @Test
    void givesNobodyMoreForComingBack() {
        submit(A, Lane.STANDARD, 20);
        var served = new ArrayList<TenantId>();
        for (int turn = 0; turn < 6; turn++) {
            submit(B, Lane.STANDARD, 1);
            served.addAll(tenantsOf(ports.claim(1)));
        }

        assertThat(served).filteredOn(B::equals).hasSize(3);
    }

    @Test
    void servesLanesByWeightAndStarvesNone() {
        for (Lane lane : Lane.values()) {
            submit(A, lane, 14);
        }

        List<Lane> served = ports.claim(14).stream()
                .map(claimed -> claimed.submission().lane())
                .toList();

        assertThat(served).filteredOn(Lane.INTERACTIVE::equals).hasSize(8);
        assertThat(served).filteredOn(Lane.STANDARD::equals).hasSize(4);
        assertThat(served).filteredOn(Lane.BATCH::equals).hasSize(2);
    }

    @Test
    void runsNeverMoreThanTheCapAndRefusesNobodyForIt() {
        ports.quotas().put(A, Quota.standard().withRunning(3));
        List<SubmitAnswer> answers = submit(A, Lane.STANDARD, 1_000);
        assertThat(answers).allMatch(SubmitAnswer.Accepted.class::isInstance);

        int done = 0;
        while (done < 100) {
            List<ClaimedAttempt> claimed = ports.claim(10);
            assertThat(claimed).hasSize(done == 0 ? 3 : 1);
            assertThat(ports.inspection().depth().running()).isEqualTo(3);
            ports.queue().commit(claimed.getFirst().lease(), Submissions.success());
            done++;
        }
    }

    @Test
    void passesOverATenantAtItsCap() {
        ports.quotas().put(A, Quota.standard().withRunning(1));
        submit(A, Lane.STANDARD, 5);
        submit(B, Lane.STANDARD, 5);

        assertThat(tenantsOf(ports.claim(10))).filteredOn(A::equals).hasSize(1);
    }

    @Test
    void letsAChangedCapHoldAtOnce() {
        ports.quotas().put(A, Quota.standard().withRunning(1));
        submit(A, Lane.STANDARD, 10);
        assertThat(ports.claim(10)).hasSize(1);

        ports.quotas().put(A, Quota.standard().withRunning(4));
        assertThat(ports.claim(10)).hasSize(3);

        ports.quotas().put(A, Quota.standard().withRunning(2));
        assertThat(ports.claim(10)).isEmpty();

        ports.quotas().remove(A);
        assertThat(ports.claim(10)).hasSize(6);
    }

    @Test
    void beginsNothingOfATenantThatIsPausedAndStillAccepts() {
        submit(A, Lane.STANDARD, 1);
        ports.control().pause(A);

        assertThat(submit(A, Lane.STANDARD, 1).getFirst()).isInstanceOf(SubmitAnswer.Accepted.class);
        assertThat(ports.claim(10)).isEmpty();

        ports.control().resume(A);
        assertThat(ports.claim(10)).hasSize(2);
    }

    @Test
    void refusesATenantThatIsSuspendedAndBeginsNothingOfIt() {
        submit(A, Lane.STANDARD, 1);
        ports.quotas().put(A, Quota.standard().withSuspended(true));

        assertThat(submit(A, Lane.STANDARD, 1))
                .containsExactly(new SubmitAnswer.Refused(Refusal.TENANT_SUSPENDED, Duration.ZERO));
        assertThat(ports.claim(10)).isEmpty();

        ports.quotas().put(A, Quota.standard());
        assertThat(ports.claim(10)).hasSize(1);
    }

    @Test
    void beginsNothingOfALaneThatIsPaused() {
        submit(A, Lane.BATCH, 2);
        submit(A, Lane.INTERACTIVE, 2);
        ports.control().pause(Lane.BATCH);

        assertThat(ports.claim(10))
                .hasSize(2)
                .allMatch(claimed -> claimed.submission().lane() == Lane.INTERACTIVE);

        ports.control().resume(Lane.BATCH);
        assertThat(ports.claim(10)).hasSize(2);
    }

    @Test
    void refusesWhatATenantMayNotHaveWaiting() {
        ports.quotas().put(A, Quota.standard().withWaiting(2));

        assertThat(submit(A, Lane.STANDARD, 3))
                .last()
                .isEqualTo(new SubmitAnswer.Refused(Refusal.TOO_MANY_WAITING, Duration.ofSeconds(1)));
        assertThat(submit(B, Lane.STANDARD, 1).getFirst()).isInstanceOf(SubmitAnswer.Accepted.class);

        ports.claim(10);
        assertThat(submit(A, Lane.STANDARD, 1).getFirst()).isInstanceOf(SubmitAnswer.Accepted.class);
    }

    @Test
    void beginsNoMoreThanTheCpuTimeOfTheDayAllowsAndSettlesAtTheEnd() {
        long twoRuns = 2 * Limits.standard().cpuMillis();
        ports.quotas().put(A, Quota.standard().withCpuMillisPerDay(twoRuns));
        submit(A, Lane.STANDARD, 5);

        List<ClaimedAttempt> claimed = ports.claim(5);
        assertThat(claimed).hasSize(2);
        assertThat(ports.claim(5)).isEmpty();

        ports.queue().commit(claimed.getFirst().lease(), Submissions.success());
        assertThat(ports.claim(5)).hasSize(1);
    }

    @Test
    void refusesWhenTheCpuTimeOfTheDayIsUsedUntilTheDayEnds() {
        ports.quotas().put(A, Quota.standard().withCpuMillisPerDay(8_000));
        submit(A, Lane.STANDARD, 2);
        ports.queue().commit(ports.claimOne().lease(), Submissions.success(cpu(8_000)));

        SubmitAnswer refused = submit(A, Lane.STANDARD, 1).getFirst();
        assertThat(refused).isInstanceOfSatisfying(SubmitAnswer.Refused.class, answer -> {
            assertThat(answer.refusal()).isEqualTo(Refusal.CPU_TIME_SPENT);
            assertThat(answer.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
            assertThat(ports.claim(10)).isEmpty();

            ports.pass().accept(answer.retryAfter());
        });
        assertThat(submit(A, Lane.STANDARD, 1).getFirst()).isInstanceOf(SubmitAnswer.Accepted.class);
        assertThat(ports.claim(10)).hasSize(2);
    }

    @Test
    void goesOnWithWhatWaitsWhenTheDayEnds() {
        ports.quotas().put(A, Quota.standard().withCpuMillisPerDay(8_000));
        submit(A, Lane.STANDARD, 2);
        ports.queue().commit(ports.claimOne().lease(), Submissions.success(cpu(8_000)));
        ports.recovery().sweep();
        assertThat(ports.claim(10)).isEmpty();

        ports.pass().accept(Duration.ofDays(1));
        ports.recovery().sweep();

        assertThat(ports.claim(10)).hasSize(1);
    }

    @Test
    void wakesAnIdleWorkerWhenATenantComesBelowItsCap() throws Exception {
        ports.quotas().put(A, Quota.standard().withRunning(1));
        submit(A, Lane.STANDARD, 2);
        Lease running = ports.claimOne().lease();

        assertWakes(() -> ports.queue().commit(running, Submissions.success()));
    }

    @Test
    void wakesAnIdleWorkerWhenATenantMayRunMore() throws Exception {
        ports.quotas().put(A, Quota.standard().withRunning(1));
        submit(A, Lane.STANDARD, 2);
        ports.claimOne();

        assertWakes(() -> ports.quotas().put(A, Quota.standard().withRunning(2)));
    }

    @Test
    void wakesAnIdleWorkerWhenATenantIsResumed() throws Exception {
        ports.control().pause(A);
        submit(A, Lane.STANDARD, 1);

        assertWakes(() -> ports.control().resume(A));
    }

    /** A worker that finds nothing and sleeps is woken by this, and then finds something. */
    private void assertWakes(Runnable change) throws Exception {
        var idle = new WorkerId("worker-2");
        try (var signal = ports.signals().open(idle);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(ports.claim(idle, Capacity.ON_DEMAND, 1)).isEmpty();
            signal.await(Duration.ZERO);
            Future<Boolean> woken = threads.submit(() -> {
                signal.await(Duration.ofSeconds(40));
                return true;
            });

            change.run();

            assertThat(woken).succeedsWithin(Duration.ofSeconds(30));
            assertThat(ports.claim(idle, Capacity.ON_DEMAND, 1)).hasSize(1);
        }
    }

    @Test
    void keepsAQuotaUntilItIsRemoved() {
        var quota = new Quota(7, 6, 5, 4_000, true);
        assertThat(ports.quotas().find(A)).isEmpty();

        ports.quotas().put(A, Quota.standard());
        ports.quotas().put(A, quota);
        assertThat(ports.quotas().find(A)).contains(quota);
        assertThat(ports.quotas().find(B)).isEmpty();

        ports.quotas().remove(A);
        ports.quotas().remove(A);
        assertThat(ports.quotas().find(A)).isEmpty();
    }

    private List<SubmitAnswer> submit(TenantId tenant, Lane lane, int number) {
        Stream<Admission> admissions =
                IntStream.range(0, number).mapToObj(_ -> Admission.of(Submissions.python(tenant, lane)));
        return ports.queue().submit(admissions.toList());
    }

    private static List<TenantId> tenantsOf(List<ClaimedAttempt> claimed) {
        return claimed.stream().map(attempt -> attempt.submission().tenant()).toList();
    }

    private static PhaseReport cpu(long millis) {
        PhaseReport phase = Submissions.phase("hello\n");
        return new PhaseReport(
                0, null, phase.stdout(), phase.stderr(), false, false, millis, millis, phase.memoryBytes());
    }
}
