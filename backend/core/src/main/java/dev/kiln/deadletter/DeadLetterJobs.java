package dev.kiln.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port: jobs over dead letters. A job lives in the store; whoever makes its steps may die at any moment, and another one
 * goes on. A step is one atomic change: it counts or does some, notes how far it came, and keeps to the rate by the
 * store's clock, however many make steps and however often. The walk goes from the last that died to the first; what died
 * after the job began is not meant, and so what dies again on the way is not met again.
 *
 * <p>Each method throws {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not answer.
 * Safe for many threads.
 */
public interface DeadLetterJobs {
    /** How many may be under way at once. */
    int MOST_UNDER_WAY = 10;

    /** How many are kept: the oldest that has ended makes room for a new one. */
    int MOST_KEPT = 100;

    /** How long a driver that is not heard of has a job. */
    Duration LEASE = Duration.ofSeconds(5);

    /** Begins a job. The same id with the same order again changes nothing. */
    JobBegin begin(JobId id, DeadLetterOrder order);

    /** The job as it stands; empty if there is none, or no more. */
    Optional<DeadLetterJob> find(JobId id);

    /** All that are kept, the last that began first. */
    List<DeadLetterJob> list();

    /** Lets a job rest until it is resumed. */
    JobAnswer pause(JobId id);

    /** Lets a job go on. */
    JobAnswer resume(JobId id);

    /** Ends a job where it stands: what it has done is done. */
    JobAnswer stop(JobId id);

    /** Those that have not ended, paused ones too: whose steps are to be made. */
    List<JobId> underWay();

    /**
     * Makes the next step of a job, if no other driver has it.
     *
     * @param driver who makes it, 1 to 64 characters; it has the job for {@link #LEASE} from now
     */
    JobStep step(JobId id, String driver);
}
