package dev.kiln.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.tenant.ApiKey;
import dev.kiln.tenant.KeyHash;
import dev.kiln.tenant.KeyIndex;
import dev.kiln.tenant.KeySecret;
import dev.kiln.tenant.Scope;
import dev.kiln.tenant.TenantId;
import dev.kiln.testkit.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebIT {
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    private final RedisServer redis = RedisServer.start();
    private final KeySecret first = KeySecret.create();
    private final ControlPlane control;

    WebIT(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), first.reveal() + "\n");
        redis.kill();
        control = ControlPlane.start(folder, Map.of("redis.url", redis.url(), "bootstrap-key-file", key.toString()));
    }

    @AfterAll
    void stop() {
        control.close();
        redis.close();
    }

    @Test
    void servesTheLoginAndSaysWhatIsMissingAndMendsTheIndexWhenRedisIsBack() throws Exception {
        var browser = control.browser();

        assertThat(browser.get("/livez").statusCode()).isEqualTo(200);
        assertThat(browser.get("/login").statusCode()).isEqualTo(200);
        HttpResponse<String> without = browser.get("/readyz");
        redis.restart();

        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(without.body())
                .isEqualTo("{\"status\":\"up\",\"parts\":{\"sql\":\"up\",\"redis\":\"down\",\"api\":\"down\"}}");
        ApiKey expected =
                new ApiKey(KeyHash.of(first), "First key", new TenantId("default"), Set.of(Scope.EXECUTE, Scope.READ));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            assertThat(control.bean(KeyIndex.class).find(expected.hash())).contains(expected);
            assertThat(browser.get("/readyz").body()).contains("\"redis\":\"up\"");
        });
    }

    @Test
    void letsAPageRunOnlyItsOwnScripts() throws Exception {
        HttpResponse<String> page = control.browser().get("/login");
        HttpResponse<String> next = control.browser().get("/login");

        String policy = header(page, "Content-Security-Policy");
        assertThat(policy).contains("frame-ancestors 'none'").contains("object-src 'none'");
        assertThat(policy.replaceAll("style-src [^;]*;", "")).doesNotContain("unsafe-inline");
        assertThat(page.body().replaceAll("<script[^>]* nonce=\"" + Pattern.quote(nonce(page)) + "\"[^>]*>", ""))
                .doesNotContain("<script");
        assertThat(nonce(next)).isNotEqualTo(nonce(page));
    }

    @Test
    void sendsTheHeadersThatKeepBrowsersCareful() throws Exception {
        for (String path : new String[] {"/login", "/livez", "/kiln/kiln.css", "/sign-in"}) {
            HttpResponse<String> answer = control.browser().get(path);

            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void tellsNothingOfItsInsideWhenSomethingIsWrong() throws Exception {
        HttpResponse<String> answer = control.browser()
                .post("/login", Map.of(), Map.of("Sec-Fetch-Site", "cross-site", "Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("You may not see this")
                .doesNotContain("Exception")
                .doesNotContain("springframework");
    }

    @Test
    void refusesABodyThatNoPageOfOursSendsBeforeItIsSent() throws Exception {
        assertThat(control.firstLine("POST /login HTTP/1.1", "Host: kiln", "Content-Length: 9000000"))
                .startsWith("HTTP/1.1 413");
        assertThat(control.firstLine("POST /login HTTP/1.1", "Host: kiln", "Transfer-Encoding: chunked"))
                .startsWith("HTTP/1.1 411");
    }

    private static String nonce(HttpResponse<?> page) {
        Matcher matcher = NONCE.matcher(header(page, "Content-Security-Policy"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
