package dev.kiln.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RecoveryRunTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final RecoveryReport DIED = new RecoveryReport(1, 0, 1, 0, 0, 0, 0);
    private static final RecoveryReport REPLAYED = new RecoveryReport(0, 0, 0, 1, 0, 0, 0);
    private static final RecoveryReport NOTHING = RecoveryReport.nothing();

    @Test
    void staysUntilWhatItFoundDeadWasReplayed() throws InterruptedException {
        Queue<RecoveryReport> reports = new ArrayDeque<>(List.of(DIED, NOTHING, REPLAYED, NOTHING));

        RecoveryReport total = new RecoveryRun(reports::remove, LEASE).run();

        assertThat(total.replays()).isEqualTo(1);
        assertThat(reports).isEmpty();
    }

    @Test
    void staysWhileALeaseOrARetryIsThereThatIsNotDue() throws InterruptedException {
        var leaseIsLeft = new RecoveryReport(0, 0, 0, 0, 0, 1, 0);
        var retryIsLeft = new RecoveryReport(0, 0, 0, 0, 0, 0, 1);
        Queue<RecoveryReport> reports = new ArrayDeque<>(List.of(leaseIsLeft, retryIsLeft, NOTHING));

        new RecoveryRun(reports::remove, LEASE).run();

        assertThat(reports).isEmpty();
    }

    @Test
    void leavesToOthersWhatTheyKeepAlive() throws InterruptedException {
        var leaseIsLeft = new RecoveryReport(0, 0, 0, 0, 0, 1, 0);

        RecoveryReport total = new RecoveryRun(() -> leaseIsLeft, Duration.ZERO).run();

        assertThat(total.leases()).isEqualTo(1);
        assertThat(total.didNothing()).isTrue();
    }

    @Test
    void leavesAtOnceWhenThereIsNothing() throws InterruptedException {
        Queue<RecoveryReport> reports = new ArrayDeque<>(List.of(NOTHING));

        RecoveryReport total = new RecoveryRun(reports::remove, LEASE).run();

        assertThat(total).isEqualTo(NOTHING);
    }
}
