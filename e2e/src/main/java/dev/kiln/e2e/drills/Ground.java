package dev.kiln.e2e.drills;

import dev.kiln.e2e.stack.Application;
import dev.kiln.e2e.stack.Checkout;
import dev.kiln.e2e.stack.Network;
import dev.kiln.e2e.stack.Seat;
import dev.kiln.e2e.stack.Stack;
import dev.kiln.e2e.stack.StackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a drill is played on: a Redis, an API and workers, each a process of its own. For one thread. */
final class Ground implements AutoCloseable {
    /** The language of the drills, in the checkout. */
    static final String BASH = "languages/bash.toml";

    private static final int WORKERS = 2;

    private final Stack stack;
    private final List<Application> workers = new ArrayList<>();
    private final List<AutoCloseable> belongings;

    private Ground(Stack stack, List<Seat> seats, List<AutoCloseable> belongings) {
        this.stack = stack;
        this.belongings = List.copyOf(belongings);
        seats.forEach(seat -> workers.add(stack.launchWorker(seat)));
        workers.forEach(Application::awaitReady);
    }

    /** All on the loopback. */
    static Ground plain(DrillSize size) {
        return of(StackPlan.of(settings(size)), List.of(Seat.plain(), Seat.plain()), List.of());
    }

    /** Each process in a network namespace of its own. */
    static Ground parted(Map<String, String> settings) {
        Network network = Network.open(WORKERS);
        StackPlan plan = new StackPlan(settings, network.redis(), network.api());
        return of(plan, List.of(network.worker(0), network.worker(1)), List.of(network));
    }

    /**
     * With processes where a drill wants them.
     *
     * @param workers where each worker is started
     * @param belongings closed after all processes have ended, in this order
     */
    static Ground of(StackPlan plan, List<Seat> workers, List<AutoCloseable> belongings) {
        try {
            Stack stack = Stack.start(plan);
            try {
                return new Ground(stack, workers, belongings);
            } catch (RuntimeException broken) {
                stack.close();
                throw broken;
            }
        } catch (RuntimeException broken) {
            clearAway(belongings);
            throw broken;
        }
    }

    /** The environment that a drill's processes get, unless it wants another. */
    static Map<String, String> settings(DrillSize size) {
        var settings = new HashMap<String, String>();
        settings.put("KILN_QUEUE_LEASE", size.lease().toMillis() + "ms");
        settings.put("KILN_QUEUE_RETRY_BASE", "200ms");
        settings.put("KILN_QUEUE_RETRY_CAP", "2s");
        // Workers are lost under innocent programs here, and often.
        settings.put("KILN_QUEUE_RETRY_ATTEMPTS", "20");
        settings.put("KILN_QUEUE_POISON_WORKERS", "20");
        settings.put("KILN_LANGUAGES", onlyBash().toString());
        settings.put("KILN_SLOTS", Integer.toString(size.slots()));
        // Less than the longest program takes.
        settings.put("KILN_DRAIN_SECONDS", "1");
        // Many processes start here and live a short time.
        settings.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return settings;
    }

    /** A folder with the one language that drills speak: a worker that starts asks each compiler for its version. */
    private static Path onlyBash() {
        Path root = Checkout.here().root();
        try {
            Path folder = Files.createDirectories(root.resolve("target/drills/languages"));
            Files.copy(root.resolve(BASH), folder.resolve("bash.toml"), StandardCopyOption.REPLACE_EXISTING);
            return folder;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Stack stack() {
        return stack;
    }

    /** What a drill's ground brought along, such as a disk or a network. */
    <T> T belonging(Class<T> type) {
        return belongings.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + " on this ground"));
    }

    List<Application> workers() {
        return List.copyOf(workers);
    }

    /** One worker more. */
    Application addWorker(Seat seat) {
        Application worker = stack.launchWorker(seat);
        worker.awaitReady();
        workers.add(worker);
        return worker;
    }

    /** Starts again what has ended, so that the next drill finds all of it. */
    void repair() {
        while (workers.size() > WORKERS) {
            workers.removeLast().close();
        }
        workers.stream().filter(worker -> !worker.isAlive()).forEach(Application::restart);
        workers.forEach(Application::awaitReady);
    }

    @Override
    public void close() {
        stack.close();
        clearAway(belongings);
    }

    private static void clearAway(List<AutoCloseable> belongings) {
        for (AutoCloseable belonging : belongings) {
            try {
                belonging.close();
            } catch (Exception broken) {
                throw new IllegalStateException("what a drill was played on could not be cleared away", broken);
            }
        }
    }
}
