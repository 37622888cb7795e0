package dev.kiln.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.api.RawConnection;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused, by HTTP: with a small bound on bodies, so that little is sent. */
class RefusalsTest {
    private static final int MAXIMUM = 64 * 1024;
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"\"}";
    private static ApiServer server;
    private static String key;

    private HttpCaller caller;

    @BeforeAll
    static void start() {
        server = ApiServer.start(
                Map.of("kiln.api.body.maximum", "64KB", "kiln.api.body.budget", "100KB", "kiln.api.body.time", "1s"));
        key = server.newKey();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        caller = new HttpCaller(server.address(), key);
    }

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void tellsWhatIsWrongWithABody() {
        var answer = caller.post(
                "/v1/executions", "{\"language\":\"python\",\"source\":\"\",\"limits\":{\"cpuMillis\":99999}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.response().body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"code\":\"limit_out_of_bounds\",\"field\":\"limits.cpuMillis\","
                        + "\"detail\":\"cpuMillis is 99999; give 1 to 15000.\"}");
    }

    @Test
    void knowsItsAddressesMethodsAndMediaTypes() {
        assertThat(caller.get("/v2").problem()).isEqualTo("404 not_found -");
        assertThat(caller.get("/v1/executions/").problem()).isEqualTo("404 not_found -");
        assertThat(caller.get("/v1/bench/nothing").problem()).isEqualTo("405 unsupported -");
        assertThat(caller.post("/v1/bench/nothing", "{}").problem()).isEqualTo("404 not_found -");
        var notServed = caller.send("PUT", "/v1/executions", HELLO, "Content-Type", "application/json");
        assertThat(notServed.problem()).isEqualTo("405 unsupported -");
        assertThat(notServed.header("Allow")).isEqualTo("POST");
        assertThat(caller.send("POST", "/v1/executions", HELLO, "Content-Type", "text/plain")
                        .problem())
                .isEqualTo("415 unsupported Content-Type");
        assertThat(caller.send("POST", "/v1/executions", HELLO).problem()).isEqualTo("415 unsupported Content-Type");
        assertThat(caller.get("/v1/languages", "Accept", "text/html").problem()).isEqualTo("406 unsupported Accept");
        assertThat(caller.send(
                                "POST",
                                "/v1/executions",
                                HELLO,
                                "Content-Type",
                                "application/json",
                                "Content-Encoding",
                                "gzip")
                        .problem())
                .isEqualTo("415 unsupported Content-Encoding");
    }

    @Test
    void takesNoWaitThatIsNotZeroToSixtySeconds() {
        for (String wait : new String[] {"61", "60.001", "-1", "1e1", "x", "", "1&wait=2", "9999999999999"}) {
            assertThat(caller.post("/v1/executions?wait=" + wait, HELLO).problem())
                    .as(wait)
                    .isEqualTo("400 invalid_request wait");
        }
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeWithoutReadingIt() {
        try (var connection = new RawConnection(server.port())) {
            String answer = connection
                    .send(head("POST", "/v1/executions", "Content-Length: 999999999999"))
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
        }
    }

    @Test
    void refusesABodyInChunksWhenItGetsTooLarge() {
        try (var connection = new RawConnection(server.port())) {
            connection.send(head("POST", "/v1/executions", "Transfer-Encoding: chunked"));
            String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
            for (int sent = 0; sent <= MAXIMUM; sent += 0x1000) {
                connection.send(chunk);
            }

            assertThat(connection.answer()).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
        }
    }

    @Test
    void takesABodyOfExactlyTheMaximum() {
        String body = HELLO + " ".repeat(MAXIMUM - HELLO.length());

        assertThat(caller.post("/v1/executions", body).status()).isEqualTo(202);
        assertThat(caller.post("/v1/executions", body + " ").problem()).isEqualTo("413 too_large -");
    }

    @Test
    void refusesABodyThatTricklesIn() {
        try (var connection = new RawConnection(server.port())) {
            connection.send(head("POST", "/v1/executions", "Content-Length: 60000"));
            while (!connection.isAnsweredWithin(100)) {
                connection.send(" ");
            }

            assertThat(connection.answer()).startsWith("HTTP/1.1 408 ").contains("\"code\":\"too_slow\"");
        }
    }

    @Test
    void refusesMoreBodiesAtOnceThanItHasRoomFor() {
        String most = head("POST", "/v1/executions", "Content-Length: 60001") + " ".repeat(60_000);
        try (var one = new RawConnection(server.port());
                var other = new RawConnection(server.port())) {
            one.send(most);
            other.send(most);

            await().until(() -> one.isAnsweredWithin(10) || other.isAnsweredWithin(10));
            assertThat(one.isAnsweredWithin(1) ? one.answer() : other.answer())
                    .contains("503 ")
                    .contains("\"code\":\"overloaded\"")
                    .containsIgnoringCase("retry-after: 1");
        }
        await().untilAsserted(() -> assertThat(caller.post("/v1/executions", HELLO + " ".repeat(60_000))
                        .status())
                .isEqualTo(202));
    }

    @Test
    void refusesABodyThatEndsEarlyOrIsFramedWrongly() {
        try (var connection = new RawConnection(server.port())) {
            String answer = connection
                    .send(head("POST", "/v1/executions", "Transfer-Encoding: chunked") + "zz\r\n")
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_request\"");
        }
    }

    @Test
    void tellsInProblemDetailsWhatTheServerItselfRefuses() {
        for (String request : new String[] {
            "GET /v1/languages HTTP/1.1\r\nHost: kiln\r\nX: " + "x".repeat(9_000) + "\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: kiln\r\n\r\n",
            "GET /\u0001 HTTP/1.1\r\nHost: kiln\r\n\r\n",
            "GET /v1/executions/..%2flanguages HTTP/1.1\r\nHost: kiln\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
        }) {
            try (var connection = new RawConnection(server.port())) {
                String answer = connection.send(request).answer();

                assertThat(answer)
                        .as(request.lines().findFirst().orElseThrow())
                        .startsWith("HTTP/1.1 4")
                        .contains("application/problem+json")
                        .contains("\"code\":\"invalid_request\"")
                        .doesNotContain("Tomcat", "Exception", "<html");
            }
        }
    }

    @Test
    void doesNotTraceOrTellOfItsServer() {
        var answer = caller.send("TRACE", "/v1/languages", null);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.header("Server")).isEmpty();
    }

    private static String head(String method, String target, String header) {
        return method + " " + target + " HTTP/1.1\r\nHost: kiln\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n";
    }
}
