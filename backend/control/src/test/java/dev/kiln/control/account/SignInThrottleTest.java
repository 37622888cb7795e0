package dev.kiln.control.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.testkit.StoppedClock;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final StoppedClock clock = new StoppedClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void stopsGuessingOfOneNameFromManyAddresses() {
        long allowed = IntStream.range(0, 100)
                .filter(attempt -> throttle.mayTry("admin", "192.0.2." + attempt))
                .count();

        assertThat(allowed).isEqualTo(SignInThrottle.NAME_BURST);
    }

    @Test
    void stopsGuessingOfManyNamesFromOneAddress() {
        long allowed = IntStream.range(0, 100)
                .filter(attempt -> throttle.mayTry("user" + attempt, "192.0.2.1"))
                .count();

        assertThat(allowed).isEqualTo(SignInThrottle.ADDRESS_BURST);
    }

    @Test
    void takesAWholeNetworkOfIpv6ForOneAddress() {
        long allowed = IntStream.range(1, 100)
                .filter(attempt -> throttle.mayTry("user" + attempt, "2001:db8:0:1::" + attempt))
                .count();

        assertThat(allowed).isEqualTo(SignInThrottle.ADDRESS_BURST);
        assertThat(throttle.mayTry("user", "2001:db8:0:2::1")).isTrue();
    }

    @Test
    void allowsOneMoreAfterAPause() {
        exhaust("admin");

        clock.advance(SignInThrottle.NAME_PAUSE);

        assertThat(throttle.mayTry("admin", "198.51.100.1")).isTrue();
        assertThat(throttle.mayTry("admin", "198.51.100.1")).isFalse();
    }

    @Test
    void doesNotCountRightPasswords() {
        for (int day = 0; day < 100; day++) {
            assertThat(throttle.mayTry("ada", "192.0.2.1")).isTrue();
            throttle.succeeded("ada", "192.0.2.1");
        }
    }

    @Test
    void forgetsTheFailuresOfAUserWhoRemembers() {
        IntStream.range(1, SignInThrottle.NAME_BURST).forEach(_ -> throttle.mayTry("ada", "192.0.2.1"));
        throttle.mayTry("ada", "192.0.2.1");

        throttle.succeeded("ada", "192.0.2.1");

        assertThat(throttle.mayTry("ada", "192.0.2.1")).isTrue();
    }

    @Test
    void leavesOtherUsersAlone() {
        exhaust("admin");

        assertThat(throttle.mayTry("ada", "198.51.100.1")).isTrue();
    }

    @Test
    void countsAttemptsAtTheSameTime() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> attempt = () -> throttle.mayTry("admin", "192.0.2.1");

            var answers =
                    threads.invokeAll(Stream.generate(() -> attempt).limit(200).toList());

            assertThat(answers.stream().filter(answer -> answer.resultNow())).hasSize(SignInThrottle.NAME_BURST);
        }
    }

    private void exhaust(String name) {
        for (int attempt = 0; throttle.mayTry(name, "203.0.113." + attempt); attempt++) {
            assertThat(attempt).isLessThan(SignInThrottle.NAME_BURST);
        }
    }
}
