package dev.kiln.queue;

import dev.kiln.execution.Execution;
import dev.kiln.execution.ExecutionId;
import java.time.Duration;
import java.util.Optional;

/** Port: reading executions, and waiting for their end by notification. Safe for many threads. */
public interface ExecutionStore {
    /** The execution as it stands; empty if there is none or its retention is over. */
    Optional<Execution> find(ExecutionId id);

    /**
     * Waits until the execution is final, at most {@code patience}, and gives it as it then stands.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    Optional<Execution> await(ExecutionId id, Duration patience) throws InterruptedException;
}
