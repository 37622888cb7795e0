package dev.kiln.e2e.drills;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The queue as it lies in Redis, read past every line of Kiln's code: only the key layout of {@code docs/queue.md} is
 * known here. For use when nothing changes any more.
 */
final class StoredQueue {
    private static final Pattern EXECUTION = Pattern.compile("kiln:\\{p[0-9a-z]+}:exec:.+");

    private static final Pattern LEASES = Pattern.compile("(kiln:\\{p[0-9a-z]+}:)leases");

    /** What must not be there when nothing waits or runs. */
    private static final Pattern WORK =
            Pattern.compile("kiln:\\{p[0-9a-z]+}:(ready:.*|ring:.*|heads:.*|tenants|leases|delayed)");

    private static final Pattern COUNTS = Pattern.compile("kiln:\\{p[0-9a-z]+}:counts");
    private static final Pattern TENANT = Pattern.compile("kiln:\\{p[0-9a-z]+}:tenant:.*");
    private static final Set<String> TENANT_COUNTERS = Set.of("waiting", "running", "reserved");
    private static final Pattern EVENTS = Pattern.compile("kiln:\\{p[0-9a-z]+}:events");
    private static final int PAGE = 1_000;

    private final StringRedisTemplate redis;

    StoredQueue(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** The time by Redis' clock, ms since 1970. */
    long nowMillis() {
        return Objects.requireNonNull(redis.execute(
                (RedisCallback<Long>) connection -> connection.serverCommands().time()));
    }

    /** The executions of these tenants, by their ids. */
    Map<String, StoredExecution> executions(Set<String> tenants) {
        Map<String, List<StoredExecution.Event>> events = events();
        List<String> keys =
                keys().stream().filter(key -> EXECUTION.matcher(key).matches()).toList();
        var found = new TreeMap<String, StoredExecution>();
        for (int from = 0; from < keys.size(); from += PAGE) {
            List<String> page = keys.subList(from, Math.min(keys.size(), from + PAGE));
            List<Map<String, String>> hashes = hashes(page);
            for (int i = 0; i < page.size(); i++) {
                String id = page.get(i).substring(page.get(i).lastIndexOf(':') + 1);
                if (tenants.contains(hashes.get(i).getOrDefault("tenant", ""))) {
                    found.put(id, new StoredExecution(id, hashes.get(i), events.getOrDefault(id, List.of())));
                }
            }
        }
        return found;
    }

    /** In one round trip: on a busy machine each takes its time, and there are thousands of executions. */
    @SuppressWarnings("unchecked") // a pipeline answers objects, of which each is what its command gives
    private List<Map<String, String>> hashes(List<String> keys) {
        List<Object> answers = redis.executePipelined((RedisCallback<@Nullable Object>) connection -> {
            keys.forEach(key -> connection.hashCommands().hGetAll(key.getBytes(StandardCharsets.UTF_8)));
            return null;
        });
        return (List<Map<String, String>>) (List<?>) answers;
    }

    /** Those of these tenants' executions that run now: key, and how many changes of state it has seen. */
    Map<String, String> running(Set<String> tenants) {
        var running = new HashMap<String, String>();
        for (String key : keys()) {
            var leases = LEASES.matcher(key);
            if (leases.matches()) {
                for (String id : Objects.requireNonNull(redis.opsForZSet().range(key, 0, -1))) {
                    String execution = leases.group(1) + "exec:" + id;
                    // It may have ended since the leases were read.
                    List<String> fields = redis.<String, String>opsForHash()
                            .multiGet(execution, List.of("state", "tenant", "events"));
                    if ("running".equals(fields.get(0)) && tenants.contains(fields.get(1))) {
                        running.put(execution, fields.get(2));
                    }
                }
            }
        }
        return running;
    }

    /** Whether any of these has seen no change of state since. */
    boolean isAnyStill(Map<String, String> running) {
        return running.entrySet().stream()
                .anyMatch(one ->
                        one.getValue().equals(redis.<String, String>opsForHash().get(one.getKey(), "events")));
    }

    /** Whether a key of this name is there in any partition. */
    boolean isThere(String name) {
        return keys().stream().anyMatch(key -> key.endsWith("}:" + name));
    }

    /** The states that the executions of these tenants are in now. */
    Set<String> states(Set<String> tenants) {
        var states = new TreeSet<String>();
        executions(tenants).values().forEach(execution -> states.add(execution.field("state")));
        return states;
    }

    /** Bytes that Redis takes for all it has. */
    long usedBytes() {
        Properties memory = redis.execute((RedisCallback<Properties>)
                connection -> connection.serverCommands().info("memory"));
        return Long.parseLong(Objects.requireNonNull(memory).getProperty("used_memory"));
    }

    /** @param bytes 0 for no bound */
    void setMaxmemory(long bytes) {
        redis.execute((RedisCallback<Boolean>) connection -> {
            connection.serverCommands().setConfig("maxmemory", Long.toString(bytes));
            return true;
        });
    }

    /** What is left of work although nothing should be: keys with what they hold, and counters with their values. */
    List<String> leftovers() {
        var left = new ArrayList<String>();
        for (String key : keys()) {
            if (WORK.matcher(key).matches()) {
                left.add(key);
            } else if (COUNTS.matcher(key).matches()) {
                countersOf(key, name -> true, left);
            } else if (TENANT.matcher(key).matches()) {
                countersOf(key, TENANT_COUNTERS::contains, left);
            }
        }
        return left;
    }

    private void countersOf(String key, Predicate<String> isCounter, List<String> left) {
        redis.<String, String>opsForHash().entries(key).forEach((name, value) -> {
            if (isCounter.test(name) && !value.equals("0")) {
                left.add(key + " " + name + " = " + value);
            }
        });
    }

    private Map<String, List<StoredExecution.Event>> events() {
        var all = new HashMap<String, List<StoredExecution.Event>>();
        for (String key : keys()) {
            if (EVENTS.matcher(key).matches()) {
                readStream(key, all);
            }
        }
        all.values().forEach(events -> events.sort(Comparator.comparingInt(StoredExecution.Event::number)));
        return all;
    }

    private void readStream(String key, Map<String, List<StoredExecution.Event>> all) {
        Range<String> range = Range.unbounded();
        while (true) {
            List<MapRecord<String, Object, Object>> page =
                    redis.opsForStream().range(key, range, Limit.limit().count(PAGE));
            if (page == null || page.isEmpty()) {
                return;
            }
            for (var record : page) {
                Map<Object, Object> values = record.getValue();
                all.computeIfAbsent(String.valueOf(values.get("id")), _ -> new ArrayList<>())
                        .add(new StoredExecution.Event(
                                Integer.parseInt(String.valueOf(values.get("number"))),
                                String.valueOf(values.get("state")),
                                Long.parseLong(String.valueOf(values.get("at")))));
            }
            range = Range.rightUnbounded(
                    Range.Bound.exclusive(page.getLast().getId().getValue()));
        }
    }

    private Set<String> keys() {
        var keys = new TreeSet<String>();
        try (Cursor<String> cursor = redis.scan(
                ScanOptions.scanOptions().match("kiln:{p*").count(PAGE).build())) {
            cursor.forEachRemaining(keys::add);
        }
        return keys;
    }
}
