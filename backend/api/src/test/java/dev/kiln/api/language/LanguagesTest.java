package dev.kiln.api.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.fleet.WorkerDirectory;
import dev.kiln.fleet.WorkerPlace;
import dev.kiln.fleet.WorkerRecord;
import dev.kiln.queue.WorkerId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LanguagesTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of());
        server.bean(WorkerDirectory.class)
                .register(new WorkerRecord(
                        new WorkerId("worker-1"),
                        2,
                        0,
                        "namespaces",
                        false,
                        Map.of("python", "3.11.2"),
                        WorkerPlace.onDemand("1")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void areListedWithWhatTheWorkersHave() {
        try (var caller = new HttpCaller(server.address(), server.newKey())) {
            JsonNode languages = caller.get("/v1/languages").json().required("languages");

            JsonNode python = languages
                    .valueStream()
                    .filter(language -> language.required("id").asString().equals("python"))
                    .findFirst()
                    .orElseThrow();
            assertThat(python.propertyNames())
                    .containsExactly(
                            "id",
                            "name",
                            "aliases",
                            "extensions",
                            "sourceName",
                            "compiled",
                            "available",
                            "versions",
                            "libraries",
                            "editor");
            assertThat(python.required("versions").toString()).isEqualTo("[\"3.11.2\"]");
            assertThat(python.required("available").asBoolean()).isTrue();
            assertThat(python.required("libraries").toString()).contains("{\"name\":\"numpy\"}");
            assertThat(python.required("editor").required("template").asString())
                    .contains("print");
            assertThat(languages
                            .valueStream()
                            .filter(language -> language.required("available").asBoolean()))
                    .hasSize(1);
        }
    }

    @Test
    void areRefusedWhereNoWorkerHasThem() {
        try (var caller = new HttpCaller(server.address(), server.newKey())) {
            var none = caller.post("/v1/executions", "{\"language\":\"ruby\",\"source\":\"\"}");
            var otherVersion = caller.post("/v1/executions", "{\"language\":\"python:2\",\"source\":\"\"}");
            var unknown = caller.post("/v1/executions", "{\"language\":\"cobol\",\"source\":\"\"}");
            var strange = caller.post("/v1/executions", "{\"language\":\"python:../x\",\"source\":\"\"}");

            assertThat(none.problem()).isEqualTo("503 language_unavailable language");
            assertThat(none.header("Retry-After")).isEqualTo("1");
            assertThat(otherVersion.problem()).isEqualTo("400 unknown_language language");
            assertThat(unknown.problem()).isEqualTo("400 unknown_language language");
            assertThat(unknown.json().required("detail").asString()).contains("cobol", "python");
            assertThat(strange.problem()).isEqualTo("400 unknown_language language");
        }
    }
}
