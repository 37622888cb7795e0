package dev.kiln.e2e.bench;

import dev.kiln.e2e.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * POSTs answered 202 per second, over those of an endpoint of the same server that reads the same body and does nothing.
 * No worker runs, so that only accepting is measured; load, API and Redis share the machine.
 */
final class AcceptBenchmark {
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int MOST_WARM_UPS = 9;

    /** A warm-up that is less than this faster than the one before is the last. */
    private static final double STEADY = 1.05;

    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;

    private AcceptBenchmark() {}

    static Report run() {
        try (Stack stack = Stack.start(Map.of(
                "KILN_BENCH_ENABLED", "true",
                "KILN_QUEUE_WAITING", "10000000",
                "KILN_QUEUE_TENANT_WAITING", "10000000"))) {
            String body = "{\"language\":\"python\",\"source\":\"" + "# padding\\n".repeat(95) + "print('hello')\"}";
            URI accept = stack.api().resolve("/v1/executions");
            URI nothing = stack.api().resolve("/v1/bench/nothing");
            warmUp(accept, 202, body, stack.key());
            warmUp(nothing, 204, body, stack.key());
            double accepted = 0;
            double ignored = 0;
            for (int round = 0; round < ROUNDS; round++) {
                accepted += rate(accept, 202, body, stack.key(), ROUND) / ROUNDS;
                ignored += rate(nothing, 204, body, stack.key(), ROUND) / ROUNDS;
            }
            return new Report("accept")
                    .add("accepted (202, durable) per second", accepted)
                    .add("read and ignored per second", ignored)
                    .add("ratio (aim: 0.5)", accepted / ignored)
                    .add("bytes of the body", body.length());
        }
    }

    /** On two cores the compiler of a JVM under load takes most of a minute. */
    private static void warmUp(URI address, int expected, String body, String key) {
        double before = 0;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            double now = rate(address, expected, body, key, WARM_UP);
            if (now < before * STEADY) {
                return;
            }
            before = now;
        }
    }

    private static double rate(URI address, int expected, String body, String key, Duration time) {
        var done = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        byte[] request = KeptConnection.post(address, key, body);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> threads.submit(() -> {
                        try (var connection = new KeptConnection(address)) {
                            while (System.nanoTime() < end) {
                                expect(expected, connection.exchange(request), address);
                                done.incrementAndGet();
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (var task : tasks) {
                task.get();
            }
        } catch (Exception failed) {
            throw new IllegalStateException("the load failed against " + address, failed);
        }
        return done.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void expect(int expected, int status, URI address) {
        if (status != expected) {
            throw new IllegalStateException(address + " answered " + status);
        }
    }
}
