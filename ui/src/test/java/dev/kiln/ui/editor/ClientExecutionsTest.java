package dev.kiln.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.kiln.client.KilnClient;
import dev.kiln.client.State;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an HTTP server that gives the answers of the API. */
class ClientExecutionsTest {
    private static final String ID = Executed.ID;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private HttpServer server;
    private KilnClient client;
    private Executions executions;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String tenant = exchange.getRequestHeaders().getFirst("Kiln-Act-As");
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " " + tenant + " " + body);
            Answer answer = answers.remove();
            if (answer.body.contains("queued") || answer.body.contains("running")) {
                waitAsAsked(exchange.getRequestURI().getQuery());
            }
            byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        client = KilnClient.builder(address, "key").build();
        executions = ClientExecutions.actingFor(client, LanguageCatalog.of(List.of()))
                .of(new TenantId("t-ada"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void offersTheLanguagesThatCanRunNowByTheirNames() {
        answer(200, """
                {"languages":[%s,%s,%s]}""".formatted(
                        language("ruby", "Ruby", "[\"3.1.2\"]", true),
                        language("c", "C", "[\"12.2.0\",\"11.1.0\"]", true),
                        language("go", "Go", "[]", false)));

        assertThat(executions.languages()).extracting(OfferedLanguage::title).containsExactly("C 12.2.0", "Ruby 3.1.2");
    }

    @Test
    void submitsForTheTenantWithTheLimitsThatThePageShows() {
        answer(202, execution("queued", "null"));

        String id =
                executions.submit(new Program(FakeExecutions.PYTHON, "print(1)", List.of("one", "two three"), "typed"));

        assertThat(id).isEqualTo(ID);
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /v1/executions t-ada ")
                .contains("\"language\":\"python\"", "\"source\":\"print(1)\"", "\"args\":[\"one\",\"two three\"]")
                .contains("\"stdin\":\"typed\"", "\"cpuMillis\":5000", "\"lane\":\"interactive\"");
    }

    @Test
    void waitsUntilTheEndAndTellsWhereItIsOnTheWay() {
        answer(200, execution("queued", "null"));
        answer(200, execution("running", "null"));
        answer(200, execution("canceled", "null"));
        List<State> seen = new ArrayList<>();

        assertThat(executions.await(ID, seen::add).state()).isEqualTo(State.CANCELED);
        assertThat(seen).containsExactly(State.QUEUED, State.RUNNING);
    }

    @Test
    void tellsARefusalWithItsCodeAndWords() {
        answer(413, problem("too_large", "The source is over 1 MiB."));

        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> executions.submit(new Program(FakeExecutions.PYTHON, "", List.of(), "")))
                .withMessage("The source is over 1 MiB.")
                .extracting(KilnException::code)
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void takesAnAnswerThatIsNotOfTheApiForADefect() {
        answer(502, "<html>Bad gateway</html>");

        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> executions.languages())
                .extracting(KilnException::code)
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void saysThatTheApiDoesNotAnswer() {
        server.stop(0);

        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> executions.languages())
                .withMessage("The execution API does not answer.")
                .extracting(failure -> failure.code().kind())
                .isEqualTo(ErrorCode.Kind.INFRASTRUCTURE);
    }

    @Test
    void cancelsForTheTenant() {
        answer(200, execution("canceled", "null"));

        executions.cancel(ID);

        assertThat(requests).containsExactly("DELETE /v1/executions/" + ID + " t-ada ");
    }

    @Test
    void isContentWithAnExecutionThatEndedBeforeItWasCanceled() {
        answer(409, problem("already_final", "The execution is final."));

        assertThatCode(() -> executions.cancel(ID)).doesNotThrowAnyException();
    }

    /** As the API does for an execution that is not final: it answers when the time is over that it was asked to wait. */
    private static void waitAsAsked(@Nullable String query) {
        if (query != null) {
            double seconds = Double.parseDouble(query.substring("wait=".length()));
            LockSupport.parkNanos((long) (seconds * 1e9));
        }
    }

    private void answer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private static String problem(String code, String detail) {
        return "{\"code\":\"%s\",\"detail\":\"%s\"}".formatted(code, detail);
    }

    private static String execution(String state, String outcome) {
        return """
                {"id":"%s","state":"%s","outcome":%s,"language":{"id":"python","version":null},"attempts":0,
                 "createdAt":"2026-11-25T10:00:00Z","startedAt":null,"finishedAt":null,"compile":null,"run":null,
                 "isolation":null,"error":null}""".formatted(ID, state, outcome);
    }

    private static String language(String id, String name, String versions, boolean available) {
        return """
                {"id":"%s","name":"%s","aliases":[],"extensions":[],"sourceName":"main","compiled":false,"available":%s,
                 "versions":%s,"libraries":[],"editor":{"mode":"%s","template":"x"}}""".formatted(id, name, available, versions, id);
    }

    private record Answer(int status, String body) {}
}
