package dev.kiln.worker;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Submission;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Admission;
import dev.kiln.queue.CancelAnswer;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.ClaimedAttempt;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.Lease;
import dev.kiln.queue.LeaseAnswer;
import dev.kiln.queue.SubmitAnswer;
import dev.kiln.queue.WorkerId;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose store is away when a test says so. A call to a store that is away is made all the same, and only its
 * answer is lost: the worse of the two cases.
 */
final class FailingQueue implements ExecutionQueue {
    private final ExecutionQueue queue;
    private volatile boolean away;
    private volatile boolean objectsAway;
    private volatile @Nullable ErrorCode unreadable;

    FailingQueue(ExecutionQueue queue) {
        this.queue = queue;
    }

    void away(boolean now) {
        away = now;
    }

    /** Lets no result be stored, as if each were large and what holds them away. */
    void objectsAway(boolean now) {
        objectsAway = now;
    }

    /** Lets what is claimed from now on not be readable, for this reason; null lets it be. */
    void unreadable(@Nullable ErrorCode why) {
        unreadable = why;
    }

    @Override
    public List<SubmitAnswer> submit(List<Admission> admissions) {
        return queue.submit(admissions);
    }

    @Override
    public List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, String token, int most) {
        return answer(queue.claim(worker, capacity, token, most)).stream()
                .map(claimed ->
                        new ClaimedAttempt(claimed.lease(), claimed.attempt(), claimed.tenant(), () -> read(claimed)))
                .toList();
    }

    @Override
    public Map<Lease, LeaseAnswer> renew(List<Lease> leases) {
        return answer(queue.renew(leases));
    }

    @Override
    public LeaseAnswer commit(Lease lease, ExecutionResult result) {
        return objectsAway ? LeaseAnswer.NOT_STORED : answer(queue.commit(lease, result));
    }

    @Override
    public LeaseAnswer fail(Lease lease, ExecutionFailure failure) {
        return answer(queue.fail(lease, failure));
    }

    @Override
    public LeaseAnswer handBack(Lease lease) {
        return answer(queue.handBack(lease));
    }

    @Override
    public CancelAnswer cancel(ExecutionId id, TenantId tenant) {
        return queue.cancel(id, tenant);
    }

    private Submission read(ClaimedAttempt claimed) {
        ErrorCode why = unreadable;
        if (why != null) {
            throw new KilnException(why, "It cannot be read.");
        }
        return claimed.submission();
    }

    private <T> T answer(T answer) {
        if (away) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "away");
        }
        return answer;
    }
}
