package dev.kiln.worker.lease;

import dev.kiln.queue.Lease;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A lease that this worker has, and whether its attempt is to stop. A reason that was given stays, unless the lease is
 * lost after it: that wins. Safe for many threads.
 */
public final class HeldLease {
    private final Lease lease;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable StopReason reason;
    private @Nullable Runnable kill;

    HeldLease(Lease lease) {
        this.lease = lease;
    }

    public Lease lease() {
        return lease;
    }

    /** Why the attempt is to stop; empty if it is not. */
    public synchronized Optional<StopReason> stopReason() {
        return Optional.ofNullable(reason);
    }

    /** Completes when the attempt is to stop. */
    public CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** Says what ends the attempt's program: called at most once by a stop, and at once if that came before. */
    public void onStop(Runnable action) {
        synchronized (this) {
            kill = action;
            if (reason == null) {
                return;
            }
        }
        action.run();
    }

    /** Asks for the end of the attempt. */
    public void stop(StopReason asked) {
        Runnable action;
        synchronized (this) {
            if (reason != null && asked != StopReason.LOST) {
                return;
            }
            reason = asked;
            action = kill;
        }
        stopped.complete(null);
        if (action != null) {
            action.run();
        }
    }
}
