package dev.kiln.cli.tenant;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls {@code /api/v1} of a control plane; what goes wrong is told as a failure of the command. For one thread. */
final class ControlPlane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ACCEPTED = 202;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;
    private final String key;

    /** @param key an operator's, or that of the administrator of the tenant that is asked for */
    ControlPlane(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /** An empty object, to be filled and sent. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Reads one thing. */
    JsonNode get(String path) {
        return send("GET", path, null).body();
    }

    /** Reads a list to its end, page by page. */
    void forEach(String path, String name, Consumer<JsonNode> item) {
        String cursor = "";
        do {
            JsonNode page = get(path + cursor);
            page.required(name).forEach(item);
            JsonNode next = page.required("nextCursor");
            cursor = next.isNull() ? "" : "?cursor=" + URLEncoder.encode(next.stringValue(), StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
    }

    /** Changes something. */
    Changed send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.toString().replaceAll("/+$", "") + "/api/v1" + path))
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
            throw refused(read);
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
            throw new CommandFailure("no control plane answers at " + address, "start one: ./kiln up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("the call was interrupted", "", e);
        }
    }

    private JsonNode read(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new CommandFailure(
                    "the answer of " + address + " (status " + answer.statusCode() + ") is not one of Kiln's",
                    "is something else at this address?",
                    e);
        }
    }

    private static CommandFailure refused(JsonNode problem) {
        String code = problem.path("code").asString("unexpected_answer");
        String detail = problem.path("detail").asString("The answer is not one of Kiln's.");
        String remedy = switch (code) {
            case "unauthenticated" -> "the key is of another Kiln; --data or KILN_OPERATOR_KEY names the right one";
            case "store_unavailable" -> "try again in a moment";
            case "too_many_keys" -> "./kiln keys list shows them, ./kiln keys revoke takes one away";
            case "not_found" -> "./kiln tenants list and ./kiln keys list show what there is";
            default -> "";
        };
        return new CommandFailure(detail + " (" + code + ")", remedy);
    }

    /**
     * What a change was answered.
     *
     * @param inForce whether the execution API and the queue go by it already
     */
    record Changed(JsonNode body, boolean inForce) {}
}
