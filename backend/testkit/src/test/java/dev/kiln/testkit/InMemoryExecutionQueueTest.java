package dev.kiln.testkit;

import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.ExecutionStore;
import dev.kiln.queue.WorkSignals;
import dev.kiln.recovery.RecoverySweep;
import java.time.Clock;

class InMemoryExecutionQueueTest extends ExecutionQueueContract {
    private final InMemoryExecutionQueue model = new InMemoryExecutionQueue(POLICY, Clock.systemUTC());

    @Override
    protected ExecutionQueue queue() {
        return model;
    }

    @Override
    protected ExecutionStore store() {
        return model;
    }

    @Override
    protected RecoverySweep recovery() {
        return model;
    }

    @Override
    protected WorkSignals signals() {
        return model;
    }
}
