package dev.kiln.redis.fleet;

import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.WorkerId;
import dev.kiln.redis.Script;
import java.time.Duration;
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
    public List<WorkerRecord> workers() {
        List<?> entries = workers.run(redis, List.of(ENTRIES, SEEN), Long.toString(LASTS.toMillis()));
        var found = new ArrayList<WorkerRecord>(entries.size());
        for (Object entry : entries) {
            if (entry instanceof String json) {
                found.add(read(json));
            }
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
                languages);
    }
}
