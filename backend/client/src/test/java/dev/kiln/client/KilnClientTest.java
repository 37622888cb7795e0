package dev.kiln.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KilnClientTest {
    private static final String QUEUED = """
            {"id":"0-01k9x0000000000000000000aa","state":"queued","outcome":null,
             "language":{"id":"python","version":null},"attempts":0,"createdAt":"2026-01-02T03:04:05.678Z",
             "startedAt":null,"finishedAt":null,"compile":null,"run":null,"isolation":null,"error":null}""";
    private static final String FINISHED = """
            {"id":"0-01k9x0000000000000000000aa","state":"finished","outcome":"runtime_error",
             "language":{"id":"python","version":"3.11.2"},"attempts":1,"createdAt":"2026-01-02T03:04:05.678Z",
             "startedAt":"2026-01-02T03:04:05.700Z","finishedAt":"2026-01-02T03:04:06.000Z","compile":null,
             "run":{"exitCode":3,"signal":null,"stdout":"grüße","stderr":"/w==","stdoutEncoding":"utf-8",
                    "stderrEncoding":"base64","stdoutTruncated":false,"stderrTruncated":true,
                    "cpuMillis":12,"wallMillis":34,"memoryBytes":5678,"new":1},
             "isolation":"namespaces","error":null,"later":{"more":true}}""";

    private final ServerForTests server = new ServerForTests();
    private final KilnClient client = KilnClient.builder(server.address(), "kiln_secret")
            .answerTimeout(Duration.ofSeconds(5))
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Nested
    class ARequest {
        @Test
        void leavesOutWhatWasNotSaid() {
            server.answers(202, QUEUED);

            client.submit(ExecutionRequest.builder("python").source("print(1)").build());

            var asked = server.asked().getFirst();
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.target()).isEqualTo("/v1/executions");
            assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer kiln_secret");
            assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(asked.headers()).doesNotContainKey("Kiln-act-as");
            assertThat(asked.body()).isEqualTo("{\"language\":\"python\",\"source\":\"print(1)\"}");
        }

        @Test
        void saysAllThatWasSaid() {
            server.answers(202, QUEUED);

            client.submit(ExecutionRequest.builder("c:14")
                    .file("main.c", Content.of("int main;"))
                    .file("data.bin", Content.of(new byte[] {(byte) 0xff}))
                    .args(List.of("a b", ""))
                    .stdin(Content.of(new byte[] {(byte) 0xfe}))
                    .limits(Limits.defaults()
                            .withCpu(Duration.ofSeconds(2))
                            .withWall(Duration.ofSeconds(3))
                            .withMemoryBytes(4)
                            .withProcesses(5)
                            .withOutputBytes(6)
                            .withFileBytes(7))
                    .expectedOutput(Content.of("42\n"))
                    .lane(Lane.INTERACTIVE)
                    .build());

            var json = JsonMapper.shared();
            assertThat(json.readTree(server.asked().getFirst().body())).isEqualTo(json.readTree("""
                    {"language":"c:14",
                     "files":[{"path":"main.c","content":"int main;","encoding":"utf-8"},
                              {"path":"data.bin","content":"/w==","encoding":"base64"}],
                     "args":["a b",""],"stdin":"/g==","stdinEncoding":"base64",
                     "limits":{"cpuMillis":2000,"wallMillis":3000,"memoryBytes":4,"processes":5,"outputBytes":6,
                               "fileBytes":7},
                     "expectedOutput":"42\\n","lane":"interactive"}"""));
        }

        @Test
        void asksTheServerToWaitAsLongAsItsCallerWill() {
            server.answers(200, FINISHED);

            client.submitAndWait(request(), Duration.ofMillis(1_250));

            assertThat(server.asked().getFirst().target()).isEqualTo("/v1/executions?wait=1.250");
        }

        @Test
        void refusesAWaitOfMoreThanAMinute() {
            assertThatThrownBy(() -> client.submitAndWait(request(), Duration.ofMillis(60_001)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void speaksForATenantInAView() {
            server.answers(200, QUEUED).answers(200, QUEUED);

            client.actAs("tenant-1").get("0-a");
            client.get("0-a");

            assertThat(server.asked().get(0).headers().getFirst("Kiln-Act-As")).isEqualTo("tenant-1");
            assertThat(server.asked().get(1).headers()).doesNotContainKey("Kiln-act-as");
        }

        @Test
        void keepsAnIdWithinItsPartOfTheAddress() {
            server.answers(404, problem("not_found"));

            assertThatThrownBy(() -> client.get("../languages?x=1#y z")).isInstanceOf(ApiException.class);

            assertThat(server.asked().getFirst().target()).isEqualTo("/v1/executions/..%2Flanguages%3Fx%3D1%23y%20z");
        }

        @Test
        void cancelsWithDelete() {
            server.answers(200, QUEUED);

            Execution execution = client.cancel("0-01k9x0000000000000000000aa");

            assertThat(server.asked().getFirst().method()).isEqualTo("DELETE");
            assertThat(execution.state()).isEqualTo(State.QUEUED);
        }

        private ExecutionRequest request() {
            return ExecutionRequest.builder("python").source("").build();
        }
    }

    @Nested
    class AnAnswer {
        @Test
        void isReadWithEveryFieldAndWhatIsNewPassedOver() {
            server.answers(200, FINISHED);

            Execution execution = client.get("0-01k9x0000000000000000000aa");

            assertThat(execution)
                    .isEqualTo(new Execution(
                            "0-01k9x0000000000000000000aa",
                            State.FINISHED,
                            Outcome.RUNTIME_ERROR,
                            new Execution.Language("python", "3.11.2"),
                            1,
                            Instant.parse("2026-01-02T03:04:05.678Z"),
                            Instant.parse("2026-01-02T03:04:05.700Z"),
                            Instant.parse("2026-01-02T03:04:06Z"),
                            null,
                            new Phase(
                                    3,
                                    null,
                                    Content.of("grüße"),
                                    Content.of(new byte[] {(byte) 0xff}),
                                    false,
                                    true,
                                    12,
                                    34,
                                    5678),
                            "namespaces",
                            null));
        }

        @Test
        void mayHaveWordsOfALaterVersion() {
            server.answers(200, FINISHED.replace("runtime_error", "bored").replace("\"finished\"", "\"asleep\""));

            Execution execution = client.get("0-a");

            assertThat(execution.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        }

        @Test
        void tellsWhyThereIsNoResult() {
            server.answers(
                    200,
                    QUEUED.replace("\"error\":null", "\"error\":{\"code\":\"worker_lost\",\"message\":\"Gone.\"}"));

            assertThat(client.get("0-a").error()).isEqualTo(new Execution.Failure("worker_lost", "Gone."));
        }

        @Test
        void keepsBytesThatAreNoText() {
            Content content = Content.of(new byte[] {'a', (byte) 0xff});

            assertThat(content.isText()).isFalse();
            assertThat(content.text()).isEqualTo("a\ufffd");
            assertThat(content.bytes()).containsExactly('a', 0xff);
            assertThat(content).hasToString("Content[2 bytes]");
        }

        @Test
        void mayHoldTensOfMebibytesOfText() {
            String much = "x".repeat(40 * 1024 * 1024);
            server.answers(200, FINISHED.replace("grüße", much));

            Phase run = client.get("0-a").run();
            assertThat(run)
                    .isNotNull()
                    .extracting(phase -> phase.stdout().size())
                    .isEqualTo(much.length());
        }

        @Test
        void listsLanguages() {
            server.answers(200, """
                    {"languages":[{"id":"python","name":"Python","aliases":["py"],"extensions":["py"],
                      "sourceName":"main.py","compiled":false,"available":true,"versions":["3.11.2"],
                      "libraries":[{"name":"numpy"}],"editor":{"mode":"python","template":"print(1)\\n"}}]}""");

            assertThat(client.languages())
                    .containsExactly(new Language(
                            "python",
                            "Python",
                            List.of("py"),
                            List.of("py"),
                            "main.py",
                            false,
                            true,
                            List.of("3.11.2"),
                            List.of("numpy"),
                            "python",
                            "print(1)\n"));
        }
    }

    @Nested
    class Waiting {
        @Test
        void goesOnOverSeveralCallsUntilTheEnd() {
            server.answers(200, QUEUED)
                    .answers(200, QUEUED.replace("queued", "running"))
                    .answers(200, FINISHED);

            Execution execution = client.await("0-a", Duration.ofMinutes(2));

            assertThat(execution.state()).isEqualTo(State.FINISHED);
            assertThat(server.asked())
                    .hasSize(3)
                    .allSatisfy(asked -> assertThat(asked.target()).isEqualTo("/v1/executions/0-a?wait=60.000"));
        }

        @Test
        void givesWhatThereIsWhenItsTimeIsOver() {
            server.answers(200, QUEUED);

            Execution execution = client.await("0-a", Duration.ZERO);

            assertThat(execution.state()).isEqualTo(State.QUEUED);
            assertThat(server.asked()).hasSize(1);
        }

        @Test
        void endsWhenItsThreadIsInterrupted() throws Exception {
            server.neverAnswers();
            var thrown = new AtomicReference<Throwable>();
            var flag = new AtomicReference<Boolean>();
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    client.await("0-a", Duration.ofMinutes(1));
                } catch (CallInterruptedException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            await().until(() -> server.asked().size() == 1);

            waiting.interrupt();

            assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
            assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
            assertThat(flag.get()).isTrue();
        }
    }

    @Nested
    class Trouble {
        @Test
        void isToldWithCodeFieldAndDetail() {
            server.answers(400, """
                    {"type":"about:blank","title":"Limit out of bounds","status":400,"code":"limit_out_of_bounds",
                     "field":"limits.cpuMillis","detail":"At most 15000."}""", Map.of("Content-Type", "application/problem+json"));

            assertThatThrownBy(() -> client.get("0-a")).isInstanceOfSatisfying(ApiException.class, problem -> {
                assertThat(problem.status()).isEqualTo(400);
                assertThat(problem.code()).isEqualTo("limit_out_of_bounds");
                assertThat(problem.field()).contains("limits.cpuMillis");
                assertThat(problem.detail()).isEqualTo("At most 15000.");
                assertThat(problem.retryAfter()).isEmpty();
                assertThat(problem).hasMessage("400 limit_out_of_bounds (limits.cpuMillis): At most 15000.");
            });
        }

        @Test
        void saysWhenToTryAgain() {
            server.answers(503, problem("queue_full"), Map.of("Retry-After", "7"));

            assertThatThrownBy(() -> client.get("0-a"))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            problem -> assertThat(problem.retryAfter()).contains(Duration.ofSeconds(7)));
        }

        @Test
        void byAProxyIsTroubleToo() {
            server.answers(502, "<html>Bad gateway</html>");

            assertThatThrownBy(() -> client.get("0-a")).isInstanceOfSatisfying(ApiException.class, problem -> {
                assertThat(problem.status()).isEqualTo(502);
                assertThat(problem.code()).isEqualTo(ApiException.UNEXPECTED_ANSWER);
            });
        }

        @Test
        void isAnAnswerThatIsNotKilns() {
            for (String answer : List.of("", "hello", "[]", "{\"id\":1}", FINISHED.replace("/w==", "%"))) {
                server.answers(200, answer);

                assertThatThrownBy(() -> client.get("0-a"))
                        .as(answer)
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ApiException.UNEXPECTED_ANSWER));
            }
        }

        @Test
        void isToldApartWhenNobodyListens() {
            URI nobody = server.address();
            server.close();

            try (var other = KilnClient.builder(nobody, "kiln_secret").build()) {
                assertThatThrownBy(other::languages)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining(nobody.toString());
            }
        }

        @Test
        void endsACallThatIsNotAnswered() {
            server.neverAnswers();

            try (var hasty = hasty()) {
                assertThatThrownBy(hasty::languages).isInstanceOf(UnreachableException.class);
            }
        }

        @Test
        void endsACallWhoseAnswerStopsHalfway() {
            server.stopsAfterTheHead();

            try (var hasty = hasty()) {
                assertThatThrownBy(hasty::languages).isInstanceOf(UnreachableException.class);
            }
        }

        @Test
        void neverShowsTheKey() {
            server.answers(401, problem("unauthenticated"));

            assertThatThrownBy(() -> client.get("0-a")).message().doesNotContain("kiln_secret");
        }

        private KilnClient hasty() {
            return KilnClient.builder(server.address(), "kiln_secret")
                    .answerTimeout(Duration.ofMillis(100))
                    .build();
        }
    }

    @Test
    void refusesAnAddressThatIsNoUrlOfAServer() {
        for (String address : List.of("localhost:8081", "ftp://host", "/v1")) {
            assertThatThrownBy(() -> KilnClient.builder(URI.create(address), "key"))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesAnAddressWithAPathAndASlash() {
        server.answers(200, "{\"languages\":[]}");

        try (var other =
                KilnClient.builder(server.address().resolve("/kiln/"), "key").build()) {
            assertThat(other.languages()).isEmpty();
        }

        assertThat(server.asked().getFirst().target()).isEqualTo("/kiln/v1/languages");
    }

    private static String problem(String code) {
        return "{\"title\":\"T\",\"status\":500,\"code\":\"" + code + "\",\"field\":null,\"detail\":\"D.\"}";
    }
}
