package dev.kiln.redis.queue;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Lets calls that come at the same time share their way to Redis: whoever comes while all seats fly waits for the next
 * flight, which takes all who wait, up to a bound. A call that comes alone flies at once, on its own thread. So the fixed
 * part of a script is paid once a flight, not once a call. Safe for many threads.
 *
 * @param <Q> what a call asks
 * @param <A> what it is answered
 */
final class SharedFlights<Q, A> {
    /** While Redis works on one, the next is written. */
    private static final int SEATS = 2;

    private final ConcurrentLinkedQueue<Passenger<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore seats = new Semaphore(SEATS);
    private final int most;
    private final long mostBytes;
    private final Function<List<Q>, List<A>> flight;

    private record Passenger<Q, A>(Q question, long bytes, CompletableFuture<A> answer) {}

    /**
     * @param most questions in a flight
     * @param mostBytes of a flight, after which it takes no more; a larger question flies alone
     * @param flight gives an answer for each question, in their order
     */
    SharedFlights(int most, long mostBytes, Function<List<Q>, List<A>> flight) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.flight = flight;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws KilnException as the flight threw it: everybody on it learns the same; {@code store_unavailable} if the
     *     thread is interrupted
     */
    A ask(Q question, long bytes) {
        var answer = new CompletableFuture<A>();
        waiting.add(new Passenger<>(question, bytes, answer));
        flyUntil(answer);
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw again(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KilnException(ErrorCode.STORE_UNAVAILABLE, "Nobody waited for the store's answer.", interrupted);
        }
    }

    /** Flies as long as somebody waits and a seat is free; after its own answer it leaves the others to a new thread. */
    private void flyUntil(CompletableFuture<A> own) {
        while (!waiting.isEmpty() && seats.tryAcquire()) {
            try {
                fly();
            } finally {
                seats.release();
            }
            if (own.isDone() && !waiting.isEmpty()) {
                Thread.ofVirtual().name("redis-flight").start(() -> flyUntil(new CompletableFuture<>()));
                return;
            }
        }
    }

    private void fly() {
        var passengers = new ArrayList<Passenger<Q, A>>();
        long bytes = 0;
        while (passengers.size() < most && bytes < mostBytes) {
            Passenger<Q, A> next = waiting.poll();
            if (next == null) {
                break;
            }
            passengers.add(next);
            bytes += next.bytes();
        }
        if (passengers.isEmpty()) {
            return;
        }
        try {
            List<A> answers =
                    flight.apply(passengers.stream().map(Passenger::question).toList());
            for (int i = 0; i < passengers.size(); i++) {
                passengers.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error failed) {
            passengers.forEach(passenger -> passenger.answer().completeExceptionally(failed));
        }
    }

    /** Each who asked gets a failure of its own: one that is shared would gather what each adds to it. */
    private static RuntimeException again(ExecutionException failed) {
        return failed.getCause() instanceof KilnException known
                ? new KilnException(known.code(), known.getMessage(), known)
                : new IllegalStateException("a flight that was shared failed", failed);
    }
}
