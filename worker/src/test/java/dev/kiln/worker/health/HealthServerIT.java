package dev.kiln.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.worker.RealSandbox;
import dev.kiln.worker.lease.StoreHealth;
import dev.kiln.worker.sandbox.ReadyBoxes;
import dev.kiln.worker.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final StoreHealth store = new StoreHealth();
    private final AtomicBoolean registered = new AtomicBoolean();
    private Sandbox sandbox;
    private ReadyBoxes boxes;
    private Readiness readiness;
    private HealthServer server;

    @BeforeEach
    void start() throws Exception {
        sandbox = RealSandbox.open();
        boxes = new ReadyBoxes(sandbox, 1, () -> {});
        readiness = new Readiness(store, boxes, () -> true, registered::get);
        server = new HealthServer(0, readiness);
        await().until(() -> boxes.ready() == 1);
    }

    @AfterEach
    void stop() {
        server.close();
        boxes.close();
        sandbox.close();
        http.close();
    }

    @Test
    void livesFromTheStart() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyOnceTheStoreAnswersAndTheRegistryKnowsIt() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        store.answered();
        assertThat(get("/readyz").body()).contains("the registry does not know this worker");
        registered.set(true);

        HttpResponse<String> answer = get("/readyz");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"obstacles\":[]}");
    }

    @Test
    void tellsWhatStandsAgainstIt() throws Exception {
        registered.set(true);
        store.failed(new KilnException(ErrorCode.STORE_UNAVAILABLE, "away"));
        readiness.drain();

        HttpResponse<String> answer = get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"unready\",\"obstacles\":[\"draining\",\"Redis does not answer\"]}");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(get("/livez/more").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/livez"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
