package dev.kiln.testkit;

import dev.kiln.queue.QueuePolicy;
import org.junit.jupiter.api.Nested;

class InMemoryQueueTest {
    private static QueuePorts model(QueuePolicy policy) {
        var clock = new StoppedClock();
        return InMemoryQueueOperations.ports(new InMemoryExecutionQueue(policy, clock), clock::advance);
    }

    @Nested
    class Bounds extends QueueBoundsContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return model(policy);
        }
    }

    @Nested
    class DeadLetters extends DeadLettersContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return model(policy);
        }
    }

    @Nested
    class DeadLetterJobs extends DeadLetterJobsContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return model(policy);
        }
    }

    @Nested
    class PartitionTime extends PartitionTimeContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return model(policy);
        }
    }

    @Nested
    class Idempotency extends IdempotencyContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return model(policy);
        }
    }
}
