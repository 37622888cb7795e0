package dev.kiln.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.api.ApiServer;
import dev.kiln.api.HttpCaller;
import dev.kiln.tenant.Scope;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may not call what is the operators', and what they may not ask. */
class AdminRefusalsTest {
    private static final String ID = "0-01kaxcfz2m8v5y1r9gq0n7e4bd";

    private static ApiServer server;
    private static HttpCaller operator;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of());
        operator = new HttpCaller(server.adminAddress(), server.newKey(ApiServer.TENANT, Scope.OPERATOR));
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @Test
    void refusesEveryCallOnThePublicPortAndToEveryOtherKey() {
        Set<String> calls = calls();
        assertThat(calls).contains("GET /v1/admin/queue", "POST /v1/admin/recovery");
        String other = server.newKey(ApiServer.TENANT, Scope.EXECUTE, Scope.READ, Scope.ADMIN, Scope.ACT_AS);
        String key = server.newKey(ApiServer.TENANT, Scope.OPERATOR);
        try (var onPublic = new HttpCaller(server.address(), key);
                var tenant = new HttpCaller(server.adminAddress(), other);
                var nobody = new HttpCaller(server.adminAddress(), null)) {
            for (String call : calls) {
                String method = call.substring(0, call.indexOf(' '));
                String target = call.substring(call.indexOf(' ') + 1);
                String[] json = {"Content-Type", "application/json"};

                assertThat(onPublic.send(method, target, null, json).problem())
                        .as(call)
                        .isEqualTo("404 not_found -");
                assertThat(tenant.send(method, target, null, json).problem())
                        .as(call)
                        .isEqualTo("403 forbidden -");
                assertThat(nobody.send(method, target, null, json).problem())
                        .as(call)
                        .isEqualTo("401 unauthenticated -");
            }
        }
    }

    /** Every call that is served below the operators' addresses, with something in the place of each variable. */
    private static Set<String> calls() {
        var calls = new TreeSet<String>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/v1/admin"))
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> calls.add(method + " " + pattern.replaceAll("\\{\\w+}", ID)))));
        return calls;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /v1/admin/queue/tenants?limit=0, 400 invalid_request limit",
        "GET, /v1/admin/queue/tenants?limit=101, 400 invalid_request limit",
        "GET, /v1/admin/queue/tenants?limit=1&limit=2, 400 invalid_request limit",
        "GET, /v1/admin/queue/tenants?cursor=A%20B, 400 invalid_request cursor",
        "GET, /v1/admin/queue/tenants?page=2, 400 unknown_field page",
        "POST, /v1/admin/queue/lanes/fast/pause, 404 not_found lane",
        "POST, /v1/admin/queue/lanes/Standard/resume, 404 not_found lane",
        "POST, /v1/admin/queue/tenants/No%20Id/pause, 404 not_found tenant",
        "POST, /v1/admin/queue/tenants/-/resume, 404 not_found tenant",
        "GET, /v1/admin/dead-letters?tenant=No%20Id, 400 invalid_request tenant",
        "GET, /v1/admin/dead-letters?language=, 400 invalid_request language",
        "GET, /v1/admin/dead-letters?reason=forbidden, 400 invalid_request reason",
        "GET, /v1/admin/dead-letters?from=yesterday, 400 invalid_request from",
        "GET, /v1/admin/dead-letters?before=2026-02-30T00:00:00Z, 400 invalid_request before",
        "GET, /v1/admin/dead-letters?from=%2B999999999-01-01T00:00:00Z, 400 invalid_request from",
        "GET, /v1/admin/dead-letters?cursor=99999999999999999.x, 400 invalid_request cursor",
        "GET, /v1/admin/dead-letters?colour=red, 400 unknown_field colour",
        "GET, /v1/admin/dead-letters/nothing, 404 not_found id",
        "GET, /v1/admin/dead-letters/" + ID + ", 404 not_found id",
        "POST, /v1/admin/dead-letters/" + ID + "/replay, 404 not_found id",
        "DELETE, /v1/admin/dead-letters/nothing, 404 not_found id",
        "GET, /v1/admin/dead-letter-jobs/No%20Id, 404 not_found id",
        "GET, /v1/admin/dead-letter-jobs/job-1, 404 not_found id",
        "POST, /v1/admin/dead-letter-jobs/job-1/stop, 404 not_found id",
        "GET, /v1/admin/recovery, 405 unsupported -",
    })
    void namesTheFieldAtFault(String method, String target, String problem) {
        assertThat(operator.send(method, target, null).problem()).isEqualTo(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 invalid_request action",
                "{\"action\":\"burn\",\"filter\":{}} | 400 invalid_request action",
                "{\"action\":\"purge\"} | 400 invalid_request filter",
                "{\"action\":\"purge\",\"filter\":null} | 400 invalid_request filter",
                "{\"action\":\"replay\",\"filter\":{\"tenant\":\"No Id\"}} | 400 invalid_request filter.tenant",
                "{\"action\":\"replay\",\"filter\":{\"reason\":\"none\"}} | 400 invalid_request filter.reason",
                "{\"action\":\"replay\",\"filter\":{\"from\":7}} | 400 invalid_request filter.from",
                "{\"action\":\"replay\",\"filter\":{\"colour\":\"red\"}} | 400 unknown_field filter.colour",
                "{\"action\":\"replay\",\"filter\":{},\"ratePerSecond\":0} | 400 invalid_request ratePerSecond",
                "{\"action\":\"replay\",\"filter\":{},\"ratePerSecond\":1001} | 400 invalid_request ratePerSecond",
                "{\"action\":\"replay\",\"filter\":{},\"dryRun\":\"yes\"} | 400 invalid_request dryRun",
                "{\"action\":\"replay\",\"filter\":{},\"rate\":1} | 400 unknown_field rate",
            })
    void namesTheFieldOfAnOrderAtFault(String body, String problem) {
        assertThat(operator.post("/v1/admin/dead-letter-jobs", body).problem()).isEqualTo(problem);
    }

    @Test
    void refusesAKeyOfARepeatedCallThatIsNone() {
        var answer =
                operator.send("POST", "/v1/admin/dead-letters/" + ID + "/replay", null, "Idempotency-Key", "not a key");

        assertThat(answer.problem()).isEqualTo("400 invalid_request Idempotency-Key");
    }
}
