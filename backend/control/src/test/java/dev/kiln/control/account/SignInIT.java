package dev.kiln.control.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.PasswordChange;
import dev.kiln.account.User;
import dev.kiln.account.UserName;
import dev.kiln.control.ControlPlane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {
    private final ControlPlane control;

    SignInIT(@TempDir Path folder) throws IOException {
        control = ControlPlane.start(folder, Map.of());
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void leadsAStrangerToTheLogin() throws Exception {
        HttpResponse<String> answer = control.browser().get("/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).endsWith("/login");
    }

    @Test
    void signsInWithTheRightPassword() throws Exception {
        var browser = control.browser();

        HttpResponse<String> answer = browser.signIn(" Admin", ControlPlane.PASSWORD);

        assertThat(location(answer)).endsWith("/");
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void givesANewSessionIdToWhoeverSignsIn() throws Exception {
        var browser = control.browser();
        String before = sessionCookie(browser.get("/login"));

        String after = sessionCookie(browser.signIn("admin", ControlPlane.PASSWORD));

        assertThat(after).isNotEqualTo(before).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void tellsNothingAboutWhichNamesExist() throws Exception {
        create("cyd");

        HttpResponse<String> known = control.browser().signIn("cyd", "not the password");
        HttpResponse<String> unknown = control.browser().signIn("nobody", "not the password");

        assertThat(location(known)).endsWith("/login?error").isEqualTo(location(unknown));
    }

    @Test
    void stopsGuessingEvenWithTheRightPassword() throws Exception {
        create("dan");
        var browser = control.browser();
        for (int attempt = 0; attempt < SignInThrottle.NAME_BURST; attempt++) {
            assertThat(location(browser.signIn("dan", "guess " + attempt))).endsWith("/login?error");
        }

        HttpResponse<String> answer = browser.signIn("dan", ControlPlane.PASSWORD);

        assertThat(location(answer)).endsWith("/login?error=throttled");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void signsInByTheLinkOnceAndOnlyByItsButton() throws Exception {
        var prefetcher = control.browser();
        var browser = control.browser();
        var thief = control.browser();
        Map<String, String> token = Map.of("token", ControlPlane.TOKEN);

        HttpResponse<String> opened = prefetcher.get("/sign-in?token=" + ControlPlane.TOKEN);
        prefetcher.get("/login?token=" + ControlPlane.TOKEN);
        HttpResponse<String> pressed = browser.post("/login", token, Map.of());
        HttpResponse<String> again = thief.post("/login", token, Map.of());

        assertThat(location(opened)).endsWith("/login?token=" + ControlPlane.TOKEN);
        assertThat(prefetcher.isSignedIn()).isFalse();
        assertThat(location(pressed)).endsWith("/");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(location(again)).endsWith("/login?error=link");
        assertThat(thief.isSignedIn()).isFalse();
    }

    @Test
    void refusesALinkThatIsNotOurs() throws Exception {
        var browser = control.browser();

        HttpResponse<String> answer = browser.post("/login", Map.of("token", "f".repeat(32)), Map.of());

        assertThat(location(answer)).endsWith("/login?error=link");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void refusesAFormOfAnotherSite() throws Exception {
        var browser = control.browser();
        Map<String, String> form = Map.of("username", "admin", "password", ControlPlane.PASSWORD);

        HttpResponse<String> bySite = browser.post("/login", form, Map.of("Sec-Fetch-Site", "cross-site"));
        HttpResponse<String> byOrigin = browser.post("/login", form, Map.of("Origin", "https://evil.example"));

        assertThat(bySite.statusCode()).isEqualTo(403);
        assertThat(byOrigin.statusCode()).isEqualTo(403);
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void endsTheOtherSessionsWhenThePasswordChanges() throws Exception {
        User eve = create("eve");
        Password next = Password.chosen("a different horse");
        var stays = control.browser();
        stays.signIn("eve", ControlPlane.PASSWORD);
        SignedInUser caller = control.bean(OpenSessions.class).of(eve.id()).getFirst();
        var goes = control.browser();
        goes.signIn("eve", ControlPlane.PASSWORD);
        var another = control.browser();
        another.signIn("admin", ControlPlane.PASSWORD);

        PasswordChange.Answer answer = as(caller, Password.presented(ControlPlane.PASSWORD), next);

        assertThat(answer).isEqualTo(PasswordChange.Answer.CHANGED);
        assertThat(stays.isSignedIn()).isTrue();
        assertThat(another.isSignedIn()).isTrue();
        await().until(() -> !goes.isSignedIn());
        assertThat(location(control.browser().signIn("eve", ControlPlane.PASSWORD)))
                .endsWith("?error");
        assertThat(location(control.browser().signIn("eve", next.reveal()))).endsWith("/");
    }

    @Test
    void changesNoPasswordWithoutTheCurrentOne() throws Exception {
        User fay = create("fay");
        control.browser().signIn("fay", ControlPlane.PASSWORD);
        SignedInUser caller = control.bean(OpenSessions.class).of(fay.id()).getFirst();

        PasswordChange.Answer answer =
                as(caller, Password.presented("not the password"), Password.chosen("a different horse"));

        assertThat(answer).isEqualTo(PasswordChange.Answer.WRONG_PASSWORD);
        assertThat(control.bean(Accounts.class).verify(fay.name(), Password.presented(ControlPlane.PASSWORD)))
                .isPresent();
    }

    private PasswordChange.Answer as(SignedInUser caller, Password current, Password next) {
        SecurityContextHolder.setContext(new SecurityContextImpl(SignIn.of(caller)));
        try {
            return control.bean(PasswordChange.class).change(current, next);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private User create(String name) {
        return control.bean(Accounts.class)
                .create(new UserName(name), Password.chosen(ControlPlane.PASSWORD), Set.of());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
    }

    private static String sessionCookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }
}
