package dev.kiln.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.tenant.Quota;
import dev.kiln.testkit.InMemoryExecutionQueue;
import dev.kiln.testkit.InMemoryQueueOperations;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchTest {
    private static final String HELLO = "{\"language\":\"python\",\"source\":\"print('hello')\"}";

    private final ApiServer server = ApiServer.start(Map.of());
    private HttpCaller caller;

    @BeforeEach
    void connect() {
        caller = new HttpCaller(server.address(), server.newKey());
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void decidesOnEachByItself() {
        new InMemoryQueueOperations(server.bean(InMemoryExecutionQueue.class))
                .put(ApiServer.TENANT, Quota.standard().withWaiting(2));
        String body = """
                {"executions":[%s,
                  {"language":"python","source":1,"files":[{"path":"a","content":"{[}]"}],"args":["}"]},
                  {"language":"klingon","source":"x"},
                  "no object",
                  {"language":"python"},
                  {"language":"python","source":"x","limits":{"cpuMillis":0}},
                  {"language":"python","source":"x","source":"y"},
                  %s,%s]}""".formatted(HELLO, HELLO, HELLO);

        JsonNode answers = post(body, "once").json().required("executions");

        assertThat(answers)
                .extracting(BatchTest::told)
                .containsExactly(
                        "queued",
                        "400 invalid_request source",
                        "400 unknown_language language",
                        "400 invalid_request null",
                        "400 invalid_request source",
                        "400 limit_out_of_bounds limits.cpuMillis",
                        "400 malformed_json source",
                        "queued",
                        "429 too_many_waiting null");
        String first = idOf(answers, 0);
        assertThat(caller.get("/v1/executions/" + first).status()).isEqualTo(200);
        JsonNode again = post(body, "once").json().required("executions");
        assertThat(idOf(again, 0)).isEqualTo(first);
        assertThat(idOf(again, 7)).isEqualTo(idOf(answers, 7)).isNotEqualTo(first);
    }

    @Test
    void takesAThousandAndNoMore() {
        assertThat(post(batchOf(1_000), "most").json().required("executions"))
                .hasSize(1_000)
                .allMatch(answer -> told(answer).equals("queued"));
        assertThat(post(batchOf(1_001), "more").problem()).isEqualTo("413 too_large executions");
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertThat(post("{}", "a").problem()).isEqualTo("400 invalid_request executions");
        assertThat(post("{\"executions\":[]}", "b").problem()).isEqualTo("400 invalid_request executions");
        assertThat(post("{\"executions\":{}}", "c").problem()).isEqualTo("400 invalid_request executions");
        assertThat(post("{\"execution\":[]}", "d").problem()).isEqualTo("400 unknown_field execution");
        assertThat(post("{\"executions\":[" + HELLO + ",{\"language\":1,", "e").problem())
                .isEqualTo("400 malformed_json -");
    }

    private static String batchOf(int number) {
        return IntStream.range(0, number)
                .mapToObj(_ -> HELLO)
                .collect(Collectors.joining(",", "{\"executions\":[", "]}"));
    }

    private HttpCaller.Answer post(String body, String key) {
        return caller.send(
                "POST", "/v1/executions/batch", body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private static String told(JsonNode answer) {
        JsonNode error = answer.required("error");
        return error.isNull()
                ? answer.required("execution").required("state").asString()
                : error.required("status").asInt() + " "
                        + error.required("code").asString() + " "
                        + error.required("field").asString("null");
    }

    private static String idOf(JsonNode answers, int position) {
        return answers.get(position).required("execution").required("id").asString();
    }
}
