package dev.kiln.sql.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.account.Accounts;
import dev.kiln.account.Password;
import dev.kiln.account.Role;
import dev.kiln.account.User;
import dev.kiln.account.UserId;
import dev.kiln.account.UserName;
import dev.kiln.problem.KilnException;
import dev.kiln.sql.SqlStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

public abstract class AccountsContract {
    private static final UserName ADA = new UserName("ada");
    private static final Password RIGHT = Password.chosen("correct horse battery");

    private Accounts accounts;

    protected abstract SqlStore store();

    @BeforeEach
    void empty() {
        accounts = new SqlAccounts(store(), encoder(4), Clock.systemUTC());
        store().call(sql -> sql.sql("delete from account").update()
                + sql.sql("delete from api_key").update()
                + sql.sql("delete from tenant").update());
    }

    @Test
    void isEmptyUntilTheFirstAccount() {
        assertThat(accounts.isEmpty()).isTrue();

        accounts.create(ADA, RIGHT, Set.of());

        assertThat(accounts.isEmpty()).isFalse();
    }

    @Test
    void findsAUserByNameAndById() {
        User ada = accounts.create(ADA, RIGHT, Set.of(Role.ADMIN, Role.OPERATOR));

        assertThat(ada.roles()).containsExactlyInAnyOrder(Role.USER, Role.ADMIN, Role.OPERATOR);
        assertThat(accounts.find(ADA)).contains(ada);
        assertThat(accounts.find(ada.id())).contains(ada);
        assertThat(accounts.find(new UserName("bob"))).isEmpty();
        assertThat(accounts.find(UserId.create())).isEmpty();
    }

    @Test
    void givesEachUserATenantOfTheirOwn() {
        User ada = accounts.create(ADA, RIGHT, Set.of());
        User bob = accounts.create(new UserName("bob"), RIGHT, Set.of());

        assertThat(ada.tenantId()).isNotEqualTo(bob.tenantId());
        List<String> tenants = store().call(sql ->
                sql.sql("select id from tenant").query(String.class).list());
        assertThat(tenants)
                .containsExactlyInAnyOrder(
                        ada.tenantId().value(), bob.tenantId().value());
    }

    @Test
    void refusesANameThatIsTakenAndLeavesNoTenantBehind() {
        accounts.create(ADA, RIGHT, Set.of());

        assertThatExceptionOfType(KilnException.class)
                .isThrownBy(() -> accounts.create(ADA, RIGHT, Set.of()))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("name"));

        long tenants = store().call(sql ->
                sql.sql("select count(*) from tenant").query(Long.class).single());
        assertThat(tenants).isEqualTo(1);
    }

    @Test
    void givesANameToOneOfManyWhoWantItAtOnce() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<User> create = () -> accounts.create(ADA, RIGHT, Set.of());

            var answers =
                    threads.invokeAll(Stream.generate(() -> create).limit(8).toList());

            assertThat(answers.stream().filter(answer -> answer.state() == Future.State.SUCCESS))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.state() == Future.State.FAILED))
                    .allSatisfy(answer -> assertThat(answer.exceptionNow()).hasMessage("This name is taken."));
        }
    }

    @Test
    void verifiesOnlyTheRightPassword() {
        User ada = accounts.create(ADA, RIGHT, Set.of());

        assertThat(accounts.verify(ADA, RIGHT)).contains(ada);
        assertThat(accounts.verify(ADA, Password.presented("correct horse batterz")))
                .isEmpty();
        assertThat(accounts.verify(ADA, Password.presented(""))).isEmpty();
        assertThat(accounts.verify(ADA, Password.presented("x".repeat(100_000))))
                .isEmpty();
        assertThat(accounts.verify(new UserName("bob"), RIGHT)).isEmpty();
    }

    @Test
    void takesTheNewPasswordAndForgetsTheOld() {
        User ada = accounts.create(ADA, RIGHT, Set.of());
        Password next = Password.chosen("another horse");

        assertThat(accounts.changePassword(ada.id(), next)).isTrue();

        assertThat(accounts.verify(ADA, next)).contains(ada);
        assertThat(accounts.verify(ADA, RIGHT)).isEmpty();
        assertThat(accounts.changePassword(UserId.create(), next)).isFalse();
    }

    @Test
    void keepsNoPasswordInTheClear() {
        accounts.create(ADA, RIGHT, Set.of());

        assertThat(hash()).startsWith("{bcrypt}$2").doesNotContain("horse");
    }

    @Test
    void strengthensAHashThatIsWeakerThanWouldBeMadeToday() {
        accounts.create(ADA, RIGHT, Set.of());
        accounts = new SqlAccounts(store(), encoder(5), Clock.systemUTC());

        accounts.verify(ADA, RIGHT);

        assertThat(hash()).startsWith("{bcrypt}$2a$05$");
        assertThat(accounts.verify(ADA, RIGHT)).isPresent();
    }

    private String hash() {
        return store().call(sql ->
                sql.sql("select password_hash from account").query(String.class).single());
    }

    private static PasswordEncoder encoder(int strength) {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength)));
    }
}
