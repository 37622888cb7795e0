package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.problem.ErrorCode;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every queue's time goes: as its clock, but for what the workers' side could not be heard in. */
public abstract class PartitionTimeContract {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration BOUND = Duration.ofSeconds(5);

    private QueuePorts ports;
    private Lease lease;

    /** The ports of a queue that is empty. */
    protected abstract QueuePorts open(QueuePolicy policy);

    @BeforeEach
    void claimOne() {
        ports = open(QueuePolicy.standard()
                .withLease(LEASE)
                .withRetry(new RetryPolicy(2, Duration.ofSeconds(8), Duration.ofSeconds(8))));
        ports.queue().submit(Submissions.python());
        lease = ports.claimOne().lease();
    }

    @Test
    void expiresALeaseWhoseTimePassedWhileOthersWereHeard() {
        assertThat(expiredAfter(9)).isZero();
        assertThat(expiredAfter(1)).isEqualTo(1);
    }

    @Test
    void expiresNothingAfterAJumpUntilTheWorkersHadALeaseToBeHeard() {
        ports.pass().accept(Duration.ofHours(1));

        assertThat(ports.recovery().sweep().expiredLeases()).isZero();
        assertThat(expiredAfter(9)).isZero();
        assertThat(ports.queue().renew(List.of(lease))).containsEntry(lease, LeaseAnswer.DONE);
        assertThat(expiredAfter(9)).isZero();
        assertThat(expiredAfter(1)).isEqualTo(1);
    }

    @Test
    void countsATimeThatIsNoJump() {
        ports.pass().accept(BOUND);
        assertThat(ports.recovery().sweep().expiredLeases()).isZero();
        ports.pass().accept(BOUND);
        assertThat(ports.recovery().sweep().expiredLeases()).isEqualTo(1);
    }

    @Test
    void goesOnWhenTheClockStepsBack() {
        expiredAfter(3);
        ports.pass().accept(Duration.ofHours(-1));

        assertThat(ports.recovery().sweep().expiredLeases()).isZero();
        assertThat(expiredAfter(6)).isZero();
        assertThat(expiredAfter(1)).isEqualTo(1);
    }

    @Test
    void letsNoRetryComeEarlyAfterAJump() {
        ports.queue().fail(lease, new ExecutionFailure(ErrorCode.BOX_BROKEN, "The box broke."));
        ports.pass().accept(Duration.ofHours(1));
        assertThat(ports.recovery().sweep().dueRetries()).isZero();

        int due = 0;
        for (int second = 0; second < 8; second++) {
            ports.pass().accept(Duration.ofSeconds(1));
            due += ports.recovery().sweep().dueRetries();
        }
        assertThat(due).isEqualTo(1);
    }

    /** Sweeps once a second. */
    private int expiredAfter(int seconds) {
        int expired = 0;
        for (int second = 0; second < seconds; second++) {
            ports.pass().accept(Duration.ofSeconds(1));
            expired += ports.recovery().sweep().expiredLeases();
        }
        return expired;
    }
}
