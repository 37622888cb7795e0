package dev.kiln.queue;

import dev.kiln.execution.Submission;
import dev.kiln.tenant.TenantId;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * An attempt that a worker may now make. What to run may be large and lie elsewhere than the queue: it is read when it is
 * asked for, so that a claim of several waits for none of them. Two are equal if they are the same attempt under the same
 * lease. Immutable.
 */
public final class ClaimedAttempt {
    private final Lease lease;
    private final int attempt;
    private final TenantId tenant;
    private final Supplier<Submission> submission;

    /** An attempt whose submission is at hand. */
    public ClaimedAttempt(Lease lease, int attempt, Submission submission) {
        this(lease, attempt, submission.tenant(), () -> submission);
    }

    /**
     * An attempt whose submission is read when it is asked for.
     *
     * @param attempt counts from 1
     * @param tenant whose it is
     * @param submission throws what {@link #submission()} does
     */
    public ClaimedAttempt(Lease lease, int attempt, TenantId tenant, Supplier<Submission> submission) {
        this.lease = lease;
        this.attempt = attempt;
        this.tenant = tenant;
        this.submission = submission;
    }

    /** The worker's right to it. */
    public Lease lease() {
        return lease;
    }

    /** Which try it is, from 1. */
    public int attempt() {
        return attempt;
    }

    /** Whose execution it is. */
    public TenantId tenant() {
        return tenant;
    }

    /**
     * What to run. It may be read anew each time.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if what holds it does not answer; {@code
     *     content_lost} if it is not there any more, or not what was submitted
     */
    public Submission submission() {
        return submission.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimedAttempt same && lease.equals(same.lease) && attempt == same.attempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lease, attempt);
    }

    @Override
    public String toString() {
        return "ClaimedAttempt[" + lease + ", attempt=" + attempt + "]";
    }
}
