package dev.kiln.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedFlightsTest {
    private final List<List<Integer>> flown = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void letsACallThatComesAloneFlyOnItsOwnThread() {
        var threads = new ArrayList<Thread>();
        var flights = new SharedFlights<Integer, Integer>(8, 1_000, questions -> {
            threads.add(Thread.currentThread());
            return questions;
        });

        assertThat(flights.ask(7, 1)).isEqualTo(7);

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void takesAllWhoWaitedOnTheNextFlightAndGivesEachItsOwnAnswer() throws Exception {
        var flights = new SharedFlights<Integer, Integer>(100, 1_000, this::flyThroughTheGate);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int question = 0; question < 2; question++) {
                int first = question;
                answers.add(threads.submit(() -> flights.ask(first, 1)));
                await().until(() -> flown.size() == first + 1);
            }
            var waiting = new CopyOnWriteArrayList<Thread>();
            IntStream.range(2, 42)
                    .forEach(question -> answers.add(threads.submit(() -> {
                        waiting.add(Thread.currentThread());
                        return flights.ask(question, 1);
                    })));
            await().until(() -> waiting.size() == 40
                    && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            gate.countDown();

            for (int question = 0; question < answers.size(); question++) {
                assertThat(answers.get(question).get()).isEqualTo(question * 10);
            }
        }
        assertThat(flown.stream().flatMap(List::stream)).hasSize(42).doesNotHaveDuplicates();
        assertThat(flown).as("two alone, and two seats for all the others").hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void boundsAFlightByNumberAndByBytes() throws Exception {
        var flights = new SharedFlights<Integer, Integer>(3, 10, this::flyThroughTheGate);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int question = 0; question < 30; question++) {
                int each = question;
                threads.execute(() -> flights.ask(each, each % 2 == 0 ? 1 : 9));
            }
            gate.countDown();
        }

        assertThat(flown.stream().flatMap(List::stream)).hasSize(30).doesNotHaveDuplicates();
        assertThat(flown).allSatisfy(flight -> {
            assertThat(flight).hasSizeLessThanOrEqualTo(3);
            long allButTheLast = flight.stream()
                    .limit(flight.size() - 1)
                    .mapToLong(each -> each % 2 == 0 ? 1 : 9)
                    .sum();
            assertThat(allButTheLast).isLessThan(10);
        });
    }

    @Test
    void tellsEverybodyOnAFlightThatItFailedAndLetsTheNextOneFly() {
        var failures = new CompletableFuture<Void>();
        var flights = new SharedFlights<Integer, Integer>(8, 1_000, questions -> {
            if (!failures.isDone()) {
                throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "away");
            }
            return questions;
        });

        assertThatThrownBy(() -> flights.ask(1, 1))
                .isInstanceOfSatisfying(
                        KilnException.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessage("away");
        failures.complete(null);

        assertThat(flights.ask(2, 1)).isEqualTo(2);
    }

    private List<Integer> flyThroughTheGate(List<Integer> questions) {
        flown.add(questions);
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return questions.stream().map(question -> question * 10).toList();
    }
}
