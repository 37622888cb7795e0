package dev.kiln.e2e.bench;

import dev.kiln.e2e.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * POSTs answered 202 per second, over those of an endpoint of the same server that reads the same body and does nothing.
 * No worker runs, so that only accepting is measured; load, API and Redis share the machine.
 */
final class AcceptBenchmark {
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;

    private AcceptBenchmark() {}

    static Report run() {
        try (Stack stack = Stack.start(Map.of("KILN_BENCH_ENABLED", "true", "KILN_QUEUE_WAITING", "10000000"))) {
            String body = "{\"language\":\"python\",\"source\":\"" + "# padding\\n".repeat(95) + "print('hello')\"}";
            URI accept = stack.api().resolve("/v1/executions");
            URI nothing = stack.api().resolve("/v1/bench/nothing");
            rate(accept, 202, body, stack.key(), WARM_UP);
            rate(nothing, 204, body, stack.key(), WARM_UP.dividedBy(2));
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

    private static double rate(URI address, int expected, String body, String key, Duration time) {
        var done = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = java.util.stream.IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> threads.submit(() -> {
                        while (System.nanoTime() < end) {
                            post(http, request, expected);
                            done.incrementAndGet();
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

    private static void post(HttpClient http, HttpRequest request, int expected)
            throws IOException, InterruptedException {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != expected) {
            throw new IllegalStateException(request.uri() + " answered " + status);
        }
    }
}
