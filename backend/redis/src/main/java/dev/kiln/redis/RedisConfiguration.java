package dev.kiln.redis;

import dev.kiln.deadletter.DeadLetterJobs;
import dev.kiln.deadletter.DeadLetters;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.ObjectSweep;
import dev.kiln.queue.ExecutionQueue;
import dev.kiln.queue.QueuePolicy;
import dev.kiln.queue.WorkSignals;
import dev.kiln.recovery.RecoverySweep;
import dev.kiln.redis.fleet.RedisWorkerDirectory;
import dev.kiln.redis.queue.RedisDeadLetterJobs;
import dev.kiln.redis.queue.RedisDeadLetters;
import dev.kiln.redis.queue.RedisExecutionQueue;
import dev.kiln.redis.queue.RedisExecutionStore;
import dev.kiln.redis.queue.RedisObjectSweep;
import dev.kiln.redis.queue.RedisQueueOperations;
import dev.kiln.redis.queue.RedisRecoverySweep;
import dev.kiln.redis.queue.RedisWorkSignals;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Wires every port that Redis stands behind, over a store of objects that another adapter gives. Import it by name. Nothing here needs Redis to be there at start: each call
 * says {@code store_unavailable} until it is, and connections come back by themselves.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObjectProperties.class)
@Import({RedisConnectionConfiguration.class, RedisKeyConfiguration.class})
public class RedisConfiguration {
    private static final long RESUBSCRIBE_MILLIS = 500;

    @Bean
    RedisMessageListenerContainer redisMessages(LettuceConnectionFactory connections) {
        var container = new RedisMessageListenerContainer();
        container.setConnectionFactory(connections);
        container.setTaskExecutor(
                task -> Thread.ofVirtual().name("redis-message").start(task));
        container.setRecoveryBackoff(new FixedBackOff(RESUBSCRIBE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    ExecutionQueue executionQueue(
            StringRedisTemplate redis, QueuePolicy policy, ObjectStore objects, ObjectProperties properties) {
        return new RedisExecutionQueue(redis, policy, objects, properties.grace());
    }

    @Bean(destroyMethod = "close")
    RedisExecutionStore executionStore(
            StringRedisTemplate redis, RedisMessageListenerContainer messages, ObjectStore objects) {
        return new RedisExecutionStore(redis, messages, objects);
    }

    @Bean
    RecoverySweep recoverySweep(StringRedisTemplate redis, QueuePolicy policy) {
        return new RedisRecoverySweep(redis, policy);
    }

    @Bean
    ObjectSweep objectSweep(
            StringRedisTemplate redis, QueuePolicy policy, ObjectStore objects, ObjectProperties properties) {
        return new RedisObjectSweep(redis, policy, objects, properties.grace());
    }

    @Bean
    DeadLetters deadLetters(StringRedisTemplate redis, QueuePolicy policy) {
        return new RedisDeadLetters(redis, policy);
    }

    @Bean
    DeadLetterJobs deadLetterJobs(StringRedisTemplate redis, QueuePolicy policy) {
        return new RedisDeadLetterJobs(redis, policy);
    }

    @Bean
    RedisQueueOperations queueOperations(StringRedisTemplate redis, QueuePolicy policy) {
        return new RedisQueueOperations(redis, policy);
    }

    @Bean
    WorkSignals workSignals(RedisMessageListenerContainer messages) {
        return new RedisWorkSignals(messages);
    }

    @Bean
    WorkerDirectory workerDirectory(StringRedisTemplate redis) {
        return new RedisWorkerDirectory(redis);
    }
}
