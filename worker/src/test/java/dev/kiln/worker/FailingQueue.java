package dev.kiln.worker;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
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

/**
 * A queue whose store is away when a test says so. A call to a store that is away is made all the same, and only its
 * answer is lost: the worse of the two cases.
 */
final class FailingQueue implements ExecutionQueue {
    private final ExecutionQueue queue;
    private volatile boolean away;

    FailingQueue(ExecutionQueue queue) {
        this.queue = queue;
    }

    void away(boolean now) {
        away = now;
    }

    @Override
    public List<SubmitAnswer> submit(List<Admission> admissions) {
        return queue.submit(admissions);
    }

    @Override
    public List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, String token, int most) {
        return answer(queue.claim(worker, capacity, token, most));
    }

    @Override
    public Map<Lease, LeaseAnswer> renew(List<Lease> leases) {
        return answer(queue.renew(leases));
    }

    @Override
    public LeaseAnswer commit(Lease lease, ExecutionResult result) {
        return answer(queue.commit(lease, result));
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

    private <T> T answer(T answer) {
        if (away) {
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "away");
        }
        return answer;
    }
}
