package dev.kiln.e2e.bench;

import dev.kiln.e2e.stack.Checkout;
import dev.kiln.execution.Content;
import dev.kiln.execution.Limits;
import dev.kiln.worker.sandbox.Box;
import dev.kiln.worker.sandbox.BoxSpec;
import dev.kiln.worker.sandbox.ReadyBoxes;
import dev.kiln.worker.sandbox.RunAnswer;
import dev.kiln.worker.sandbox.RunReport;
import dev.kiln.worker.sandbox.kilnbox.KilnBoxSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Programs per second in boxes over the same programs started without, on all cores. In a box is as the worker does it:
 * a new box for each, made ahead by the same process on the same cores. Without is the JDK's {@link ProcessBuilder}, which
 * starts the launchers of the boxes too. The two take turns, so that whatever else the machine does meets both.
 */
final class BoxBenchmark {
    private static final int ROUNDS = 6;
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long WORK_BYTES = 256L << 20;
    private static final long STACK_BYTES = 8L << 20;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", "/tmp");

    private BoxBenchmark() {}

    static Report run() {
        var launcher = Checkout.here().root().resolve("worker/native/build/kiln-box");
        var report = new Report("box");
        try (var sandbox = new KilnBoxSandbox(launcher, WORK_BYTES);
                var boxes = new ReadyBoxes(sandbox, 2 * THREADS, () -> {})) {
            measure(report, boxes, "/bin/true", List.of("/bin/true"), "");
            measure(
                    report,
                    boxes,
                    "Python hello (aim: 0.6)",
                    List.of("/usr/bin/python3", "-c", "print('hello')"),
                    "hello\n");
        }
        return report;
    }

    private static void measure(Report report, ReadyBoxes boxes, String name, List<String> argv, String expected) {
        double without = 0;
        double inBoxes = 0;
        for (int round = -1; round < ROUNDS; round++) {
            double plain = perSecond(() -> runPlain(argv));
            double boxed = perSecond(() -> runInBox(boxes, argv, expected));
            if (round >= 0) {
                without += plain / ROUNDS;
                inBoxes += boxed / ROUNDS;
            }
        }
        report.add(name + ", without a box, per second", without)
                .add(name + ", in boxes, per second", inBoxes)
                .add(name + ", ratio", inBoxes / without);
    }

    /** Runs a program again and again on all cores for the time of a turn. */
    private static double perSecond(Program program) {
        long begin = System.nanoTime();
        long end = begin + TURN.toNanos();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> counts = IntStream.range(0, THREADS)
                    .mapToObj(thread -> threads.submit(() -> {
                        int count = 0;
                        while (System.nanoTime() < end) {
                            program.run();
                            count++;
                        }
                        return count;
                    }))
                    .toList();
            int total = 0;
            for (Future<Integer> count : counts) {
                total += count.get();
            }
            return total * 1e9 / (System.nanoTime() - begin);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a program failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void runPlain(List<String> argv) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(argv);
            builder.environment().clear();
            builder.environment().putAll(ENVIRONMENT);
            Process process = builder.start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(argv + " failed");
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void runInBox(ReadyBoxes boxes, List<String> argv, String expected) throws InterruptedException {
        var written = new StringBuilder();
        try (Box box = boxes.take(PATIENCE)) {
            var spec = new BoxSpec(argv, ENVIRONMENT, Content.empty(), Limits.standard(), STACK_BYTES);
            RunAnswer answer = box.run(
                    spec,
                    (stream, bytes) -> written.append(Content.of(bytes).text().orElse("")));
            boolean well = answer instanceof RunAnswer.Ended(RunReport ended)
                    && ended.end() == RunReport.End.EXITED
                    && Integer.valueOf(0).equals(ended.exitCode())
                    && written.toString().equals(expected);
            if (!well) {
                throw new IllegalStateException(argv + " failed in a box: " + answer);
            }
        }
    }

    /** One start of a program, to its end. */
    @FunctionalInterface
    private interface Program {
        void run() throws InterruptedException;
    }
}
