package dev.kiln.cli.operator;

import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls a service of Kiln with a key; what goes wrong is told as a failure of the command. For one thread. */
public final class OperatorCalls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Target target;
    private final URI address;
    private final String key;

    /** @param key an operator's, or at the control plane that of the administrator of the tenant that is asked for */
    OperatorCalls(Target target, URI address, String key) {
        this.target = target;
        this.address = address;
        this.key = key;
    }

    /** An empty object, to be filled and sent. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Reads one thing. */
    public JsonNode get(String path) {
        return send("GET", path, null).body();
    }

    /** Reads a list to its end, page by page. */
    public void forEach(String path, String name, Consumer<JsonNode> item) {
        forEachUntil(path, name, each -> {
            item.accept(each);
            return false;
        });
    }

    /**
     * Reads a list page by page until an item is the last that is wanted.
     *
     * @return whether there may be more of it
     */
    public boolean forEachUntil(String path, String name, Predicate<JsonNode> isLast) {
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = get(path + cursor);
            JsonNode next = page.required("nextCursor");
            int left = page.required(name).size();
            for (JsonNode item : page.required(name)) {
                left--;
                if (isLast.test(item)) {
                    return left > 0 || !next.isNull();
                }
            }
            cursor = next.isNull()
                    ? ""
                    : separator + "cursor=" + URLEncoder.encode(next.stringValue(), StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return false;
    }

    /** Changes something; of an answer without a body, the body is JSON's null. */
    public Changed send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.toString().replaceAll("/+$", "") + target.base() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<byte[]> answer = exchange(request.build());
        JsonNode read = read(answer);
        if (answer.statusCode() / 100 != 2) {
            throw target.refused(read);
        }
        return new Changed(read, answer.statusCode() != ACCEPTED);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailure("no " + target.called() + " answers at " + address, "start one: ./kiln up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("the call was interrupted", "", e);
        }
    }

    private JsonNode read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == NO_CONTENT) {
            return JSON.nullNode();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new CommandFailure(
                    "the answer of " + address + " (status " + answer.statusCode() + ") is not one of Kiln's",
                    "is something else at this address?",
                    e);
        }
    }

    /**
     * What a change was answered.
     *
     * @param inForce whether the execution API and the queue go by it already
     */
    public record Changed(JsonNode body, boolean inForce) {}
}
