package dev.kiln.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.RedisPorts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisWorkerDirectoryIT {
    @Test
    void listsWorkersThatWereSeenLately() {
        try (var ports = new RedisPorts()) {
            var directory = new RedisWorkerDirectory(ports.redis());
            var one = new WorkerRecord(new WorkerId("one"), 2, 1, "namespaces", false, Map.of("python", "3.11.2"));
            var two = new WorkerRecord(new WorkerId("two"), 4, 0, "namespaces", true, Map.of());
            directory.register(one);
            directory.register(two);

            assertThat(directory.workers()).containsExactlyInAnyOrder(one, two);

            directory.deregister(two.id());
            assertThat(directory.workers()).containsExactly(one);

            ports.redis().opsForZSet().add("kiln:{fleet}:seen", "one", 1);
            assertThat(directory.workers()).isEmpty();
        }
    }
}
