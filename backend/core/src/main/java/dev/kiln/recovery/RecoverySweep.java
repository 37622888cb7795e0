package dev.kiln.recovery;

/** Port: one bounded sweep over a queue. Safe to run from many places at once. */
public interface RecoverySweep {
    /**
     * Gives back what has an expired lease, and makes ready what waited for its retry.
     *
     * @throws dev.kiln.problem.KilnException {@code store_unavailable} if the store does not answer
     */
    RecoveryReport sweep();
}
