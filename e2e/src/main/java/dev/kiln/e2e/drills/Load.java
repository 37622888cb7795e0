package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Stack;
import dev.kiln.tenant.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several tenants that submit, and listeners that ask for every end; both go on through whatever breaks. All that they
 * learn is in the ledger. For one thread that begins and ends it.
 */
final class Load implements AutoCloseable {
    private static final int LISTENERS = 24;
    private static final int WAIT_SECONDS = 2;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);
    private static final Set<String> OPEN_ENDS = Set.of("store_unavailable", "not_durable");
    /** A dead letter may be replayed, so it is listened to on. */
    private static final Set<String> FINAL = Set.of("finished", "canceled");

    private final DrillSize size;
    private final Ledger ledger = new Ledger();
    private final Caller caller;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final BlockingQueue<String> open = new LinkedBlockingQueue<>();
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private final List<Thread> submitters = new ArrayList<>();
    private final List<Thread> listeners = new ArrayList<>();
    private final boolean repeats;
    private volatile boolean ending;

    /**
     * @param run makes the names of the tenants this drill's own
     * @param repeats whether a submit without an answer is made again, with its idempotency key, until there is one
     */
    Load(Stack stack, DrillSize size, String run, boolean repeats) {
        this.size = size;
        this.repeats = repeats;
        this.caller = new Caller(stack.api());
        for (int i = 0; i < size.tenants(); i++) {
            String tenant = run + "-" + (char) ('a' + i);
            keys.put(tenant, stack.keyOf(new TenantId(tenant)));
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /** The tenants of this drill. */
    Set<String> tenants() {
        return Set.copyOf(keys.keySet());
    }

    /** Begins, and returns when each tenant has submitted its burst. */
    void begin() throws InterruptedException {
        keys.forEach((tenant, key) -> submitters.add(start("submit-" + tenant, () -> submitAll(tenant, key))));
        for (int i = 0; i < LISTENERS; i++) {
            listeners.add(start("listen-" + i, this::listen));
        }
        while (submitted.get() < size.tenants() * size.burst()) {
            Thread.sleep(10);
        }
    }

    /** How many submits are on their way, without an answer yet. */
    int asking() {
        return asking.get();
    }

    /** Submits so many programs of each tenant that take long. */
    void submitLong(int each) throws InterruptedException {
        for (var tenant : keys.entrySet()) {
            for (int number = 0; number < each; number++) {
                submit(tenant.getValue(), Ticket.longOne(tenant.getKey(), number));
            }
        }
    }

    /** Submits no more. */
    void endSubmitting() throws InterruptedException {
        ending = true;
        for (Thread submitter : submitters) {
            submitter.join();
        }
    }

    /**
     * Waits until every end was told, for as long as ends are told at all.
     *
     * @return whether all were
     */
    boolean awaitAllTold(Duration patience) throws InterruptedException {
        int told = ledger.toldCount();
        long heard = System.nanoTime();
        while (!ledger.owed().isEmpty()) {
            if (ledger.toldCount() > told) {
                told = ledger.toldCount();
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** What the API answers for an execution now, asked again while it does not answer. */
    Caller.Answer read(String id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Caller.Answer answer = caller.get(keyOf(id), id, 0);
                if (answer.status() < 500 || System.nanoTime() > end) {
                    return answer;
                }
            } catch (IOException away) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the API does not answer", away);
                }
            }
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }

    /** Asks for the end of an execution. */
    Caller.Answer cancel(String id) throws IOException, InterruptedException {
        ledger.cancelAsked(id);
        return caller.cancel(keyOf(id), id);
    }

    @Override
    public void close() {
        ending = true;
        submitters.forEach(Thread::interrupt);
        listeners.forEach(Thread::interrupt);
        caller.close();
    }

    private String keyOf(String id) {
        return Objects.requireNonNull(keys.get(ledger.ticketOf(id).tenant()));
    }

    private void submitAll(String tenant, String key) throws InterruptedException {
        for (int number = 0; number < size.most() && !ending; number++) {
            submit(key, new Ticket(tenant, number));
            submitted.incrementAndGet();
            if (number >= size.burst()) {
                Thread.sleep(size.pace());
            }
        }
    }

    private void submit(String key, Ticket ticket) throws InterruptedException {
        while (!isAnswered(key, ticket)) {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            if (!repeats) {
                ledger.unanswered();
                return;
            }
        }
    }

    /** Submits once, and says whether it was told what became of it. */
    private boolean isAnswered(String key, Ticket ticket) throws InterruptedException {
        asking.incrementAndGet();
        try {
            Caller.Answer answer = caller.submit(key, ticket, repeats);
            if (answer.status() == 202 || answer.status() == 200) {
                String id = answer.json().required("id").asString();
                ledger.accepted(id, ticket);
                open.add(id);
                return true;
            }
            if (isRefusal(answer)) {
                ledger.refused();
                return true;
            }
            if (answer.status() < 500) {
                ledger.contradiction(new Finding(
                        Rule.ANSWERS, ticket.toString(), answer.status() + " " + Finding.excerpt(answer.body())));
                return true;
            }
        } catch (IOException away) {
            // Nobody knows whether it was accepted.
        } finally {
            asking.decrementAndGet();
        }
        return false;
    }

    /** Of a store that does not answer nobody knows whether it has the execution. */
    private static boolean isRefusal(Caller.Answer answer) {
        return answer.status() == 429 || (answer.status() == 503 && !OPEN_ENDS.contains(answer.code()));
    }

    private void listen() throws InterruptedException {
        while (true) {
            String id = open.take();
            try {
                Caller.Answer answer = caller.get(keyOf(id), id, WAIT_SECONDS);
                if (answer.status() == 200
                        && FINAL.contains(answer.json().required("state").asString())) {
                    ledger.told(id, answer.body());
                    continue;
                }
                if (answer.status() == 404) {
                    ledger.lost(id);
                    continue;
                }
                if (answer.status() >= 400) {
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            } catch (IOException away) {
                Thread.sleep(PAUSE_AFTER_FAILURE);
            }
            open.add(id);
        }
    }

    private static Thread start(String name, Interruptible body) {
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                body.run();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }
}
