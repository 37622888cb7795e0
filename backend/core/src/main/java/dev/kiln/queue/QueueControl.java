package dev.kiln.queue;

import dev.kiln.tenant.TenantId;

/**
 * Port: stops and lets go on. What is paused is still accepted, and what runs goes on; only nothing more is begun. Each
 * call may be repeated, and throws {@link dev.kiln.problem.KilnException} {@code store_unavailable} if the store does not
 * answer. Safe for many threads.
 */
public interface QueueControl {
    /** Begins nothing more of a lane. */
    void pause(Lane lane);

    /** Lets a lane go on. */
    void resume(Lane lane);

    /** Begins nothing more of a tenant. */
    void pause(TenantId tenant);

    /** Lets a tenant go on. */
    void resume(TenantId tenant);
}
