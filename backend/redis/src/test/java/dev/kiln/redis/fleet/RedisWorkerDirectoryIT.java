package dev.kiln.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.RedisPorts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisWorkerDirectoryIT {
    @Test
    void listsWorkersThatWereSeenLately() {
        try (var ports = new RedisPorts()) {
            var directory = new RedisWorkerDirectory(ports.redis());
            var spot = new WorkerPlace("1.2", Capacity.SPOT, "eu-central-1a");
            var one =
                    new WorkerRecord(new WorkerId("one"), 2, 1, "namespaces", false, Map.of("python", "3.11.2"), spot);
            var two =
                    new WorkerRecord(new WorkerId("two"), 4, 0, "namespaces", true, Map.of(), WorkerPlace.onDemand(""));
            directory.register(one);
            directory.register(two);

            assertThat(directory.workers()).containsExactlyInAnyOrder(one, two);

            assertThat(directory.seen())
                    .allMatch(seen -> seen.seenAt().isAfter(Instant.now().minusSeconds(60)));

            directory.deregister(two.id());
            assertThat(directory.workers()).containsExactly(one);

            String ofAnEarlierVersion = "{\"id\":\"one\",\"slots\":2,\"busy\":1,\"isolation\":\"namespaces\","
                    + "\"draining\":false,\"languages\":{}}";
            ports.redis().opsForHash().put("kiln:{fleet}:workers", "one", ofAnEarlierVersion);
            assertThat(directory.workers()).extracting(WorkerRecord::place).containsExactly(WorkerPlace.onDemand(""));

            ports.redis().opsForZSet().add("kiln:{fleet}:seen", "one", 1);
            assertThat(directory.workers()).isEmpty();
        }
    }
}
