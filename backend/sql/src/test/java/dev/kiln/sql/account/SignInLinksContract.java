package dev.kiln.sql.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.account.SignInLinks;
import dev.kiln.sql.SqlStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class SignInLinksContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final String TOKEN = "0123456789abcdef".repeat(4);

    private SignInLinks links;

    protected abstract SqlStore store();

    @BeforeEach
    void empty() {
        links = linksAt(NOW);
        store().call(sql -> sql.sql("delete from sign_in_link").update());
    }

    @Test
    void worksOnce() {
        links.issue(TOKEN, LATER);

        assertThat(links.redeem(TOKEN)).isTrue();
        assertThat(links.redeem(TOKEN)).isFalse();
    }

    @Test
    void doesNotWorkAgainWhenTheSameTokenIsIssuedAgain() {
        links.issue(TOKEN, LATER);
        links.redeem(TOKEN);

        links.issue(TOKEN, LATER.plusSeconds(60));

        assertThat(links.redeem(TOKEN)).isFalse();
    }

    @Test
    void isOverAtItsTime() {
        links.issue(TOKEN, LATER);
        links.issue(TOKEN, LATER.plusSeconds(60));

        assertThat(linksAt(LATER).redeem(TOKEN)).isFalse();
        assertThat(linksAt(LATER.minusMillis(1)).redeem(TOKEN)).isTrue();
    }

    @Test
    void neverWorksForATokenThatWasNotIssued() {
        links.issue(TOKEN, LATER);

        assertThat(links.redeem("f".repeat(64))).isFalse();
    }

    @Test
    void signsInOneOfManyAtOnce() throws InterruptedException {
        links.issue(TOKEN, LATER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> redeem = () -> links.redeem(TOKEN);

            var answers =
                    threads.invokeAll(Stream.generate(() -> redeem).limit(8).toList());

            assertThat(answers.stream().filter(answer -> answer.resultNow())).hasSize(1);
        }
    }

    @Test
    void forgetsWhatIsLongOver() {
        links.issue(TOKEN, LATER);

        linksAt(LATER.plus(Duration.ofDays(2))).issue("a".repeat(64), LATER.plus(Duration.ofDays(3)));

        long kept = store().call(sql ->
                sql.sql("select count(*) from sign_in_link").query(Long.class).single());
        assertThat(kept).isEqualTo(1);
    }

    private SignInLinks linksAt(Instant time) {
        return new SqlSignInLinks(store(), Clock.fixed(time, ZoneOffset.UTC));
    }
}
