package dev.kiln.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that calls {@code /api/v1} with a key, or with none. */
public final class Program implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final @Nullable String key;

    Program(URI address, @Nullable String key) {
        this.address = address;
        this.key = key;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json, "Content-Type", "application/json");
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json, "Content-Type", "application/merge-patch+json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
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

        /** A text within the answer, for example {@code /key/id}. */
        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        /** Status, code and field of a problem, for one assertion on all of it. */
        public String problem() {
            if (!header("Content-Type").equals("application/problem+json")) {
                return status() + " is not problem details: " + header("Content-Type");
            }
            JsonNode field = json().required("field");
            return status() + " " + text("/code") + " " + (field.isNull() ? "-" : field.asString());
        }
    }
}
