package dev.kiln.e2e.journeys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.client.Execution;
import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.e2e.stack.RunningKiln;
import dev.kiln.e2e.stack.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kiln in the hands of whoever runs it. */
class OperateJourney {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    @ExtendWith(Stage.class)
    void bringsTheResultThoughTheWorkerIsKilledInTheMiddleOfTheRun(RunningKiln kiln) {
        try (var client = KilnClient.builder(kiln.api(), kiln.apiKey()).build()) {
            String id = client.submit(program("import time; time.sleep(3); print('survived')"))
                    .id();
            awaitState(client, id, State.RUNNING);

            kiln.status().service("worker").kill();

            Execution done = client.await(id, PATIENCE);
            assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(requireNonNull(done.run()).stdout().text()).isEqualTo("survived\n");
            assertThat(done.attempts()).isEqualTo(2);
            Status.Service worker = kiln.status().service("worker");
            assertThat(worker.isReady()).isTrue();
            assertThat(worker.restarts()).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingRunningAfterCtrlC() {
        try (RunningKiln kiln = RunningKiln.start(Map.of("KILN_DRAIN_SECONDS", "1"));
                var client = KilnClient.builder(kiln.api(), kiln.apiKey()).build()) {
            String id = client.submit(program("while True: pass")).id();
            awaitState(client, id, State.RUNNING);
            assertThat(kiln.status().services()).containsOnlyKeys("redis", "api", "control", "worker");

            List<String> left = kiln.interrupt();

            assertThat(left).isEmpty();
            assertThat(kiln.said()).endsWith("Kiln has stopped.");
            assertThat(kiln.status().running()).isFalse();
            assertThat(List.of(kiln.ide(), kiln.api())).allMatch(OperateJourney::isFree);
        }
    }

    private static ExecutionRequest program(String source) {
        return ExecutionRequest.builder("python").source(source).build();
    }

    private static void awaitState(KilnClient client, String id, State state) {
        Awaitility.await().atMost(PATIENCE).until(() -> client.get(id).state() == state);
    }

    private static boolean isFree(URI address) {
        try (var _ = new ServerSocket(address.getPort(), 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
