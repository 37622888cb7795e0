package dev.kiln.e2e.journeys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kiln.client.ApiException;
import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.e2e.stack.RunningKiln;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tenants and keys in the hands of an operator at a terminal. */
@ExtendWith(Stage.class)
class TenantJourney {
    /** Five times what is promised of a revoked key. */
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(25);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ExecutionRequest PROGRAM =
            ExecutionRequest.builder("python").source("print('glazed')").build();

    @Test
    void givesATenantAKeyAndTakesItAway(RunningKiln kiln) {
        kiln.answerTo("tenants", "create", "pottery", "--name", "Pottery class", "--running", "2");
        String key = kiln.answerTo("keys", "create", "Judge", "--tenant", "pottery", "--expires", "1d");
        try (var client = KilnClient.builder(kiln.api(), key).build()) {
            Execution done = client.await(client.submit(PROGRAM).id(), PATIENCE);
            assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(requireNonNull(done.run()).stdout().text()).isEqualTo("glazed\n");
            JsonNode listed = keys(kiln, "pottery");
            assertThat(listed.size()).isEqualTo(1);

            kiln.answerTo("keys", "revoke", listed.at("/0/id").asString(), "--tenant", "pottery");

            await().atMost(REVOKED_WITHIN).untilAsserted(() -> assertRefused("unauthenticated", client));
            assertThat(keys(kiln, "pottery").isEmpty()).isTrue();
        }
    }

    @Test
    void suspendsATenantThatCanStillReadItsResults(RunningKiln kiln) {
        kiln.answerTo("tenants", "create", "sculpture");
        String key = kiln.answerTo("keys", "create", "Judge", "--tenant", "sculpture");
        try (var client = KilnClient.builder(kiln.api(), key).build()) {
            String id = client.submit(PROGRAM).id();
            client.await(id, PATIENCE);

            kiln.answerTo("tenants", "suspend", "sculpture");

            assertRefused("tenant_suspended", client);
            assertThat(client.get(id).outcome()).isEqualTo(Outcome.SUCCESS);

            kiln.answerTo("tenants", "resume", "sculpture");
            assertThat(client.await(client.submit(PROGRAM).id(), PATIENCE).outcome())
                    .isEqualTo(Outcome.SUCCESS);
        }
    }

    private static JsonNode keys(RunningKiln kiln, String tenant) {
        return JsonMapper.shared()
                .readTree(kiln.answerTo("keys", "list", "--json", "--tenant", tenant))
                .required("keys");
    }

    private static void assertRefused(String code, KilnClient client) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> client.submit(PROGRAM))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
