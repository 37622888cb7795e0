package dev.kiln.e2e.bench;

import dev.kiln.object.ObjectStore;
import dev.kiln.redis.RedisConfiguration;
import dev.kiln.testkit.InMemoryObjectStore;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A Redis of its own, with the append-only file synced at every write, and what calls it: eight instances of the ports
 * with a connection each, and eight callers on each. {@code redis-benchmark} gets the same connections and calls in flight.
 */
final class RedisLoad implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int CALLERS_EACH = 8;
    static final int CALLERS = CONNECTIONS * CALLERS_EACH;

    private final RedisServer redis = RedisServer.start();
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    /** One call of a caller, 0 to {@link #CALLERS}: the number of the call is unique among all. */
    interface Call {
        void make(int caller, int number);
    }

    /**
     * What a load came to.
     *
     * @param perSecond calls
     * @param redisMicros processor time of Redis for each call, its kernel time with it
     */
    record Measure(double perSecond, double redisMicros) {}

    RedisLoad() {
        for (int i = 0; i < CONNECTIONS; i++) {
            instances.add(new SpringApplicationBuilder(RedisConfiguration.class)
                    .initializers((GenericApplicationContext context) ->
                            context.registerBean(ObjectStore.class, InMemoryObjectStore::new))
                    .web(WebApplicationType.NONE)
                    .properties(Map.of(
                            "kiln.redis.url", redis.url(),
                            "kiln.redis.timeout", "60s",
                            "kiln.queue.waiting", "10000000",
                            "kiln.queue.tenant.waiting", "10000000",
                            "kiln.queue.tenant.running", "1000000",
                            "spring.main.banner-mode", "off",
                            "logging.level.root", "warn"))
                    .run());
        }
    }

    /** The port that a caller uses. */
    <T> T port(Class<T> type, int caller) {
        return instances.get(caller % CONNECTIONS).getBean(type);
    }

    /** Makes so many calls, by all callers at once. */
    Measure calls(int calls, Call call) {
        var numbers = new AtomicInteger();
        double cpuBefore = cpuSeconds();
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Future<?>>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                tasks.add(threads.submit(() -> {
                    for (int number = numbers.getAndIncrement(); number < calls; number = numbers.getAndIncrement()) {
                        call.make(caller, number);
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the load on the queue failed", failed);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Measure(calls / seconds, (cpuSeconds() - cpuBefore) / calls * 1e6);
    }

    /** Appends entries of a size to a stream by {@code redis-benchmark}. */
    Measure plainAppends(int calls, int bytes) {
        double cpuBefore = cpuSeconds();
        double perSecond = redisBenchmark(calls, bytes);
        return new Measure(perSecond, (cpuSeconds() - cpuBefore) / calls * 1e6);
    }

    private double redisBenchmark(int calls, int bytes) {
        var command = List.of(
                "redis-benchmark",
                "-p",
                Integer.toString(redis.port()),
                "-a",
                redis.password(),
                "-c",
                Integer.toString(CONNECTIONS),
                "-P",
                Integer.toString(CALLERS_EACH),
                "-n",
                Integer.toString(calls),
                "--csv",
                "XADD",
                "plain",
                "*",
                "data",
                "x".repeat(bytes));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String table = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] cells = table.lines().toList().getLast().split(",", 3);
            String perSecond = cells[1].replace("\"", "");
            return Double.parseDouble(perSecond);
        } catch (IOException absent) {
            throw new UncheckedIOException(
                    "redis-benchmark is needed on the PATH: apt-get install redis-tools", absent);
        }
    }

    void clear() {
        try (RedisConnection connection = connection()) {
            connection.serverCommands().flushAll();
        }
    }

    long memoryBytes() {
        return Long.parseLong(info("memory").getProperty("used_memory"));
    }

    private double cpuSeconds() {
        Properties cpu = info("cpu");
        return Double.parseDouble(cpu.getProperty("used_cpu_user"))
                + Double.parseDouble(cpu.getProperty("used_cpu_sys"));
    }

    private Properties info(String section) {
        try (RedisConnection connection = connection()) {
            Properties answer = connection.serverCommands().info(section.toLowerCase(Locale.ROOT));
            if (answer == null) {
                throw new IllegalStateException("INFO gave no answer");
            }
            return answer;
        }
    }

    private RedisConnection connection() {
        return instances.getFirst().getBean(RedisConnectionFactory.class).getConnection();
    }

    @Override
    public void close() {
        instances.forEach(ConfigurableApplicationContext::close);
        redis.close();
    }
}
