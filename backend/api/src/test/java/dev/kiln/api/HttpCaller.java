package dev.kiln.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server as a program does, with a key. */
public final class HttpCaller implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final @Nullable String key;

    public HttpCaller(URI address, @Nullable String key) {
        this.address = address;
        this.key = key;
    }

    public Answer get(String target, String... headers) {
        return send("GET", target, null, headers);
    }

    public Answer post(String target, String json) {
        return send("POST", target, json, "Content-Type", "application/json");
    }

    public Answer delete(String target) {
        return send("DELETE", target, null);
    }

    public Answer send(String method, String target, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + target))
                .timeout(Duration.ofSeconds(90))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** An answer with its JSON. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** Status, code and field of a problem, for one assertion on all of it. */
        public String problem() {
            JsonNode problem = json();
            if (!header("Content-Type").equals("application/problem+json")) {
                return "not problem details: " + header("Content-Type");
            }
            return status() + " " + problem.required("code").asString() + " "
                    + (problem.required("field").isNull()
                            ? "-"
                            : problem.required("field").asString());
        }
    }
}
