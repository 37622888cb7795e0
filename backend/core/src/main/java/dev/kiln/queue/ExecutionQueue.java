package dev.kiln.queue;

import dev.kiln.execution.ExecutionFailure;
import dev.kiln.execution.ExecutionId;
import dev.kiln.execution.ExecutionResult;
import dev.kiln.execution.Submission;
import dev.kiln.tenant.TenantId;
import java.util.List;
import java.util.Map;

/**
 * Port: the queue. Each call is one atomic change, and may be repeated: a repeated call with the same id or token gives
 * the first answer. When a call returns, its write is durable. Safe for many threads.
 *
 * <p>Each method throws {@link dev.kiln.problem.KilnException} with {@code store_unavailable} if the store does not
 * answer; the change may or may not have happened then, and repeating the call is the way to know.
 */
public interface ExecutionQueue {
    /** The most that one {@link #submit(List)} may bring. */
    int MOST_ADMISSIONS = 1_000;

    /** Accepts an execution and wakes an idle worker. */
    default SubmitAnswer submit(Submission submission) {
        return submit(List.of(Admission.of(submission))).getFirst();
    }

    /**
     * Accepts or refuses each execution on its own, and wakes an idle worker for each. Those of one partition are one
     * atomic change.
     *
     * @param admissions at most {@link #MOST_ADMISSIONS}
     * @return an answer for each, in their order; a known idempotency key is answered with the execution of the first
     */
    List<SubmitAnswer> submit(List<Admission> admissions);

    /** As {@link #claim(WorkerId, Capacity, String, int)} by a worker that stays. */
    default List<ClaimedAttempt> claim(WorkerId worker, String token, int most) {
        return claim(worker, Capacity.ON_DEMAND, token, most);
    }

    /**
     * Claims up to {@code most} executions (1 to 64) for a worker; empty if nothing waits that may run now.
     *
     * @param token new for each claim, 16 to 64 of {@code a-z 0-9 -}; the same token again gives the same attempts
     */
    List<ClaimedAttempt> claim(WorkerId worker, Capacity capacity, String token, int most);

    /** Prolongs leases of one worker by the lease's time from now; the answer has each of them. */
    Map<Lease, LeaseAnswer> renew(List<Lease> leases);

    /**
     * Ends an execution with its result, or as canceled if that was asked before; {@link LeaseAnswer#NOT_STORED} if the
     * result is large and cannot be stored now.
     */
    LeaseAnswer commit(Lease lease, ExecutionResult result);

    /** Counts a failure of ours: the execution is tried again later, or becomes a dead letter. */
    LeaseAnswer fail(Lease lease, ExecutionFailure failure);

    /** Gives an execution back without counting an attempt. */
    LeaseAnswer handBack(Lease lease);

    /** Ends a waiting execution of the tenant at once, or asks for the end of a running one. */
    CancelAnswer cancel(ExecutionId id, TenantId tenant);
}
