package dev.kiln.e2e.drills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the execution API and keeps the bytes that it answers, which the SDK would not show. Repeats nothing by itself.
 * Safe for many threads.
 */
final class Caller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final URI api;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Caller(URI api) {
        this.api = api;
    }

    /** What the API answered. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        private Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** Not a copy: nobody changes it. */
        byte[] body() {
            return body;
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The stable code of a problem; empty if there is none. */
        String code() {
            return json().path("code").asString("");
        }
    }

    /**
     * Hands in a program.
     *
     * @param recognizable whether the request carries an idempotency key
     */
    Answer submit(String key, Ticket ticket, boolean recognizable) throws IOException, InterruptedException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("language", "bash", "source", ticket.source()));
        HttpRequest.Builder request = request(key, "/v1/executions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        return send(
                recognizable ? request.header("Idempotency-Key", ticket.tenant() + "-" + ticket.number()) : request);
    }

    /** Reads an execution, waiting for its end for so many seconds at most. */
    Answer get(String key, String id, int waitSeconds) throws IOException, InterruptedException {
        return send(request(key, "/v1/executions/" + id + (waitSeconds == 0 ? "" : "?wait=" + waitSeconds))
                .GET());
    }

    /** Asks for the end of an execution. */
    Answer cancel(String key, String id) throws IOException, InterruptedException {
        return send(request(key, "/v1/executions/" + id).DELETE());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.body());
    }
}
