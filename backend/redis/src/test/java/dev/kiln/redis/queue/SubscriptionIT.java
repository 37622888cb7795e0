package dev.kiln.redis.queue;

import static org.awaitility.Awaitility.await;

import dev.kiln.object.ObjectStore;
import dev.kiln.queue.WorkSignal;
import dev.kiln.queue.WorkSignals;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.RedisConfiguration;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.core.StringRedisTemplate;

class SubscriptionIT {
    private static final int TRIES = 10;

    @Test
    void forgetsNoListenerThatComesWhileTheContainerStarts() {
        try (RedisServer server = RedisServer.start()) {
            for (int number = 0; number < TRIES; number++) {
                listenAtOnce(server, new WorkerId("worker-" + number));
            }
        }
    }

    /** The store begins to listen when it is made, and the worker a moment later, as in the worker's process. */
    private static void listenAtOnce(RedisServer server, WorkerId worker) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("kiln.redis.url", server.url())));
            context.register(RedisConfiguration.class);
            context.registerBean(ObjectStore.class, InMemoryObjectStore::new);
            context.refresh();
            StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
            String channel = KeySpace.wake(KeySpace.PARTITION, worker.value());

            try (WorkSignal _ = context.getBean(WorkSignals.class).open(worker)) {
                await().until(() -> Long.valueOf(1).equals(redis.convertAndSend(channel, "work")));
            }
        }
    }
}
