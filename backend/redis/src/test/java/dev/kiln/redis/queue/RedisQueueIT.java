package dev.kiln.redis.queue;

import dev.kiln.queue.QueuePolicy;
import dev.kiln.redis.RedisPorts;
import dev.kiln.testkit.DeadLetterJobsContract;
import dev.kiln.testkit.DeadLettersContract;
import dev.kiln.testkit.IdempotencyContract;
import dev.kiln.testkit.PartitionTimeContract;
import dev.kiln.testkit.QueuePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class RedisQueueIT {
    private static RedisPorts redis;

    @BeforeAll
    static void start() {
        redis = new RedisPorts();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Nested
    class DeadLetters extends DeadLettersContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return TestQueues.open(redis, policy);
        }
    }

    @Nested
    class DeadLetterJobs extends DeadLetterJobsContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return TestQueues.open(redis, policy);
        }
    }

    @Nested
    class PartitionTime extends PartitionTimeContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return TestQueues.open(redis, policy);
        }
    }

    @Nested
    class Idempotency extends IdempotencyContract {
        @Override
        protected QueuePorts open(QueuePolicy policy) {
            return TestQueues.open(redis, policy);
        }
    }
}
