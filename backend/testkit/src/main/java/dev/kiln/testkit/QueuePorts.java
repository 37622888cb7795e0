package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.QueueControl;
import dev.kiln.queue.QueueInspection;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.tenant.Quotas;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * All ports of one queue that is empty at first and whose clock stands still.
 *
 * @param pass lets so much time pass; a negative one lets the clock step back
 */
public record QueuePorts(
        ExecutionQueue queue,
        ExecutionStore store,
        RecoverySweep recovery,
        WorkSignals signals,
        DeadLetters letters,
        DeadLetterJobs jobs,
        Quotas quotas,
        QueueControl control,
        QueueInspection inspection,
        Consumer<Duration> pass) {
    /** The worker that claims where it does not matter which. */
    public static final WorkerId WORKER = new WorkerId("worker-1");

    /** Claims up to so many by a worker that stays. */
    public List<ClaimedAttempt> claim(int most) {
        return claim(WORKER, Capacity.ON_DEMAND, most);
    }

    /** Claims up to so many. */
    public List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, int most) {
        return queue.claim(worker, capacity, UUID.randomUUID().toString(), most);
    }

    /** Claims what must be there. */
    public ClaimedAttempt claimOne() {
        List<ClaimedAttempt> claimed = claim(1);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }
}
