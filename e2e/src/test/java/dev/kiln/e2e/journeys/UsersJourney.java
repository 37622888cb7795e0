package dev.kiln.e2e.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.account.User;
import dev.kiln.client.KilnClient;
import dev.kiln.e2e.stack.ControlPlane;
import dev.kiln.e2e.stack.RunningKiln;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.ui.editor.ClientExecutions;
import dev.kiln.ui.editor.Executions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people on one Kiln. */
@ExtendWith(Stage.class)
class UsersJourney {
    private static final String EXECUTION_KEYS = "kiln:{p0}:exec:";

    @Test
    void readAndEndNothingOfEachOther(RunningKiln kiln, ControlPlane control, Browser browser) {
        try (Browser another = Browser.open(Stage::driver);
                var api = KilnClient.builder(kiln.api(), control.key()).build()) {
            EditorPage adas = SignInPage.at(browser, control.ide()).signIn("ada", ControlPlane.PASSWORD);
            EditorPage bobs = SignInPage.at(another, control.ide()).signIn("bob", ControlPlane.PASSWORD);
            var ways = ClientExecutions.actingFor(api, LanguageCatalog.of(List.of()));
            Executions ofAda = ways.of(control.user("ada").tenantId());
            Executions ofBob = ways.of(control.user("bob").tenantId());
            adas.paste("import time\nprint(\"ada's glaze\")\ntime.sleep(6)");

            adas.run();
            adas.awaitOutcome("Running");
            String id = onlyExecutionOf(control.user("ada"), kiln);
            bobs.run();
            bobs.awaitOutcome("Finished");

            assertThat(waysOfTheIde()).containsExactlyInAnyOrder("languages", "submit", "await", "cancel");
            assertThatIsNotFound(() -> ofBob.cancel(id));
            assertThatIsNotFound(() -> ofBob.await(id, _ -> {}));
            adas.awaitOutcome("Finished");
            assertThatIsNotFound(() -> ofBob.await(id, _ -> {}));
            assertThatIsNotFound(() -> ofBob.cancel(id));
            var run = Objects.requireNonNull(ofAda.await(id, _ -> {}).run());
            assertThat(run.stdout().text()).isEqualTo("ada's glaze\n");
            assertThat(bobs.output("stdout")).isNotEmpty().doesNotContain("glaze");
            assertThat(bobs.text()).doesNotContain("glaze");
        }
    }

    @Test
    void shareABrowserWithoutSeeingEachOthersText(ControlPlane control, Browser browser) {
        EditorPage adas = SignInPage.at(browser, control.ide()).signIn("ada", ControlPlane.PASSWORD);
        adas.paste("print(\"ada's glaze\")");
        adas.give("ada's clay", "");

        browser.click("#me");
        browser.click("#sign-out");
        EditorPage bobs = SignInPage.at(browser, control.ide()).signIn("bob", ControlPlane.PASSWORD);

        assertThat(bobs.text()).isNotEmpty().doesNotContain("glaze");
        assertThat(bobs.stdin()).isEmpty();
    }

    private static void assertThatIsNotFound(ThrowingCallable call) {
        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(call)
                .extracting(KilnException::code)
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    /** A way that is added must be asked here too. */
    private static List<String> waysOfTheIde() {
        return List.of(Executions.class.getDeclaredMethods()).stream()
                .map(Method::getName)
                .toList();
    }

    /** Pages do not tell ids: looks into the store. */
    private static String onlyExecutionOf(User user, RunningKiln kiln) {
        RedisClient client = RedisClient.create(kiln.redisUrl());
        try (var connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            List<String> keys = redis.keys(EXECUTION_KEYS + "*").stream()
                    .filter(key -> user.tenantId().value().equals(redis.hget(key, "tenant")))
                    .toList();
            assertThat(keys).hasSize(1);
            return keys.getFirst().substring(EXECUTION_KEYS.length());
        } finally {
            client.shutdown();
        }
    }
}
