package dev.kiln.redis.fleet;

import dev.kiln.fleet.SeenWorker;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.Capacity;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The registry of workers on Redis. Safe for many threads. */
public final class RedisWorkerDirectory implements WorkerDirectory {
    private static final Duration LASTS = Duration.ofSeconds(30);
    private static final String ENTRIES = "kiln:{fleet}:workers";
    private static final String SEEN = "kiln:{fleet}:seen";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Script<String> register = Script.load(RedisWorkerDirectory.class, "register", String.class);

    @SuppressWarnings("rawtypes") // a class literal cannot say List<?>
    private final Script<List> workers = Script.load(RedisWorkerDirectory.class, "workers", List.class);

    private final StringRedisTemplate redis;

    public RedisWorkerDirectory(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void register(WorkerRecord worker) {
        register.run(
                redis, List.of(ENTRIES, SEEN), worker.id().value(), write(worker), Long.toString(LASTS.toMillis()));
    }

    @Override
    public void deregister(WorkerId worker) {
        try {
            redis.opsForHash().delete(ENTRIES, worker.value());
            redis.opsForZSet().remove(SEEN, worker.value());
        } catch (DataAccessException away) {
            throw Script.unavailable(away);
        }
    }

    @Override
    public List<SeenWorker> seen() {
        List<?> answer = workers.run(redis, List.of(ENTRIES, SEEN), Long.toString(LASTS.toMillis()));
        var found = new ArrayList<SeenWorker>(answer.size() / 2);
        for (int i = 0; i < answer.size(); i += 2) {
            long seenAt = Long.parseLong(String.valueOf(answer.get(i + 1)));
            found.add(new SeenWorker(read(String.valueOf(answer.get(i))), Instant.ofEpochMilli(seenAt)));
        }
        return List.copyOf(found);
    }

    private static String write(WorkerRecord worker) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", worker.id().value());
        node.put("slots", worker.slots());
        node.put("busy", worker.busy());
        node.put("isolation", worker.isolation());
        node.put("draining", worker.draining());
        node.put("version", worker.place().version());
        node.put("capacity", worker.place().capacity().word());
        node.put("zone", worker.place().zone());
        ObjectNode languages = node.putObject("languages");
        worker.languages().forEach(languages::put);
        return node.toString();
    }

    private static WorkerRecord read(String json) {
        JsonNode node = JSON.readTree(json);
        Map<String, String> languages = new LinkedHashMap<>();
        node.required("languages")
                .properties()
                .forEach(language ->
                        languages.put(language.getKey(), language.getValue().asString()));
        return new WorkerRecord(
                new WorkerId(node.required("id").asString()),
                node.required("slots").asInt(),
                node.required("busy").asInt(),
                node.required("isolation").asString(),
                node.required("draining").asBoolean(),
                languages,
                place(node));
    }

    /** A worker of a version that did not tell is taken for one that stays. */
    private static WorkerPlace place(JsonNode node) {
        boolean spot = node.path("capacity").asString("").equals(Capacity.SPOT.word());
        return new WorkerPlace(
                node.path("version").asString(""),
                spot ? Capacity.SPOT : Capacity.ON_DEMAND,
                node.path("zone").stringValue(null));
    }
}
