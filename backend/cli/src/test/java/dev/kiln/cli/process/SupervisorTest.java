package dev.kiln.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.cli.process.ServiceState.Phase;
import dev.kiln.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Supervisor> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Supervisor supervisor : started) {
            supervisor.kill();
        }
    }

    @Test
    void startsWhatNeedsAnotherOnlyOnceThatIsReady() throws Exception {
        Service store = service("store", "sleep 0.3; touch store.ready; exec sleep 60", Set.of());
        Service user =
                service("user", "test -e store.ready || exit 9; touch user.ready; exec sleep 60", Set.of("store"));

        Supervisor supervisor = supervise(user, store);
        supervisor.awaitReady(SOON);

        assertThat(supervisor.states()).extracting(ServiceState::phase).containsOnly(Phase.READY);
    }

    @Test
    void startsAgainWhatDiesAndSaysSo() throws Exception {
        Supervisor supervisor = supervise(service("api", "touch api.ready; exec sleep 60", Set.of()));
        supervisor.awaitReady(SOON);
        long first = supervisor.states().getFirst().pid();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(SOON).untilAsserted(() -> {
            ServiceState state = supervisor.states().getFirst();
            assertThat(state.phase()).isEqualTo(Phase.READY);
            assertThat(state.pid()).isNotEqualTo(first);
            assertThat(state.restarts()).isEqualTo(1);
            assertThat(state.lastExit()).isEqualTo(128 + 9);
        });
        assertThat(events).containsSubsequence("api READY", "api RESTARTING", "api STARTING", "api READY");
    }

    @Test
    void givesUpOnWhatEndsBeforeItWasEverReadyAndShowsItsLastWords() throws Exception {
        Supervisor supervisor = supervise(service("worker", "echo no rights to make a box; exit 78", Set.of()));

        assertThatThrownBy(() -> supervisor.awaitReady(SOON))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("worker ended with code 78")
                .hasMessageContaining("no rights to make a box");
    }

    @Test
    void saysWhichServiceIsNotReadyInTime() throws Exception {
        Supervisor supervisor = supervise(service("control", "exec sleep 60", Set.of()));

        assertThatThrownBy(() -> supervisor.awaitReady(Duration.ofMillis(200)))
                .hasMessageContaining("control was not ready");
    }

    @Test
    void stopsInTheOrderGivenAndEachAfterTheOneBefore() throws Exception {
        String saying = "trap 'sleep 0.2; echo NAME >> stopped; exit 0' TERM; touch NAME.ready; sleep 60 & wait";
        Supervisor supervisor = supervise(
                service("worker", saying.replace("NAME", "worker"), Set.of()),
                service("api", saying.replace("NAME", "api"), Set.of()),
                service("redis", saying.replace("NAME", "redis"), Set.of()));
        supervisor.awaitReady(SOON);

        supervisor.stop();

        assertThat(folder.resolve("stopped")).content().isEqualTo("worker\napi\nredis\n");
        assertThat(supervisor.states()).extracting(ServiceState::phase).containsOnly(Phase.STOPPED);
    }

    @Test
    void leavesNothingOfAServiceThatIgnoresItsStop() throws Exception {
        Supervisor supervisor = supervise(service(
                "stubborn",
                "trap '' TERM; sleep 60 & (trap '' TERM; sleep 61) & touch stubborn.ready; wait",
                Set.of()));
        supervisor.awaitReady(SOON);
        long group = supervisor.states().getFirst().pid();
        assertThat(ProcessGroup.members(group)).hasSizeGreaterThan(1);

        supervisor.stop();

        assertThat(ProcessGroup.members(group)).isEmpty();
    }

    @Test
    void endsWhatADeadServiceBeganBeforeItStartsAgain() throws Exception {
        Supervisor supervisor = supervise(service("parent", "sleep 60 & touch parent.ready; wait", Set.of()));
        supervisor.awaitReady(SOON);
        long group = supervisor.states().getFirst().pid();

        ProcessHandle.of(group).orElseThrow().destroyForcibly();

        await().atMost(SOON).until(() -> supervisor.states().getFirst().restarts() == 1);
        assertThat(ProcessGroup.members(group)).isEmpty();
    }

    @Test
    void stopsWhileAServiceWaitsForItsRestart() throws Exception {
        Backoff slow = new Backoff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        Supervisor supervisor = supervise(slow, service("api", "touch api.ready; exec sleep 60", Set.of()));
        supervisor.awaitReady(SOON);
        ProcessHandle.of(supervisor.states().getFirst().pid()).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> supervisor.states().getFirst().phase() == Phase.RESTARTING);

        supervisor.stop();

        assertThat(supervisor.states()).extracting(ServiceState::phase).containsOnly(Phase.STOPPED);
    }

    @Test
    void endsWhatAKilledSupervisorLeft() throws Exception {
        LogFile log = new LogFile(folder.resolve("left.log"));
        ManagedProcess left = ManagedProcess.start(launch("sleep 60 & wait"), log);
        ServiceState state = ServiceState.waiting("worker").starting(left);
        ServiceState reused =
                new ServiceState("api", Phase.READY, ProcessHandle.current().pid(), java.time.Instant.EPOCH, 0, null);

        List<String> ended = Leftovers.end(List.of(state, reused));

        assertThat(ended).containsExactly("worker");
        assertThat(ProcessGroup.members(left.pid())).isEmpty();
    }

    private Supervisor supervise(Service... services) {
        return supervise(QUICK, services);
    }

    private Supervisor supervise(Backoff backoff, Service... services) {
        Supervisor supervisor = new Supervisor(
                List.of(services), folder, backoff, (state, pause) -> events.add(state.name() + " " + state.phase()));
        started.add(supervisor);
        supervisor.start();
        return supervisor;
    }

    /** A service whose script touches NAME.ready once it is ready; each start begins without that file. */
    private Service service(String name, String script, Set<String> after) {
        Path ready = folder.resolve(name + ".ready");
        return new Service(
                name,
                number -> {
                    try {
                        Files.deleteIfExists(ready);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return launch(script);
                },
                () -> Files.exists(ready),
                after,
                Duration.ofMillis(1500));
    }

    private Launch launch(String script) {
        return new Launch(
                List.of("setsid", "setpriv", "--pdeathsig=KILL", "--", "/bin/sh", "-c", script),
                Map.of("PATH", System.getenv("PATH")),
                folder);
    }
}
