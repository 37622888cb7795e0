package dev.kiln.e2e.bench;

import dev.kiln.client.ExecutionRequest;
import dev.kiln.client.KilnClient;
import dev.kiln.client.Outcome;
import dev.kiln.e2e.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * From POST with wait to the answer, for a Python hello on an idle Kiln, beside the plain start of the same program. The
 * two take turns, so that whatever else the machine does meets both.
 */
final class LatencyBenchmark {
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 300;
    private static final String HELLO = "print('hello')\n";

    private LatencyBenchmark() {}

    static Report run() {
        try (Stack stack = Stack.start(Map.of())) {
            stack.startWorker();
            var client = KilnClient.builder(stack.api(), stack.key()).build();
            var request = ExecutionRequest.builder("python").source(HELLO).build();
            Path source = Files.writeString(Files.createTempFile("kiln-hello-", ".py"), HELLO);
            long[] through = new long[ROUNDS];
            long[] plain = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long waited = timeExecution(client, request);
                long started = timePlainStart(source);
                if (round >= 0) {
                    through[round] = waited;
                    plain[round] = started;
                }
            }
            Files.delete(source);
            return report(Sample.of(through), Sample.of(plain));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Report report(Sample through, Sample plain) {
        return new Report("latency")
                .add("POST with wait, median ms", through.medianMillis())
                .add("POST with wait, p99 ms", through.percentileMillis(0.99))
                .add("plain python3, median ms", plain.medianMillis())
                .add("plain python3, p99 ms", plain.percentileMillis(0.99))
                .add("median over plain median, ratio", through.medianMillis() / plain.medianMillis())
                .add("median less plain median, ms (aim: 15)", through.medianMillis() - plain.medianMillis())
                .add("fdatasync of the data folder, median ms", timeDataSync().medianMillis());
    }

    private static long timeExecution(KilnClient client, ExecutionRequest request) {
        long begin = System.nanoTime();
        var execution = client.submitAndWait(request, Duration.ofSeconds(30));
        long nanos = System.nanoTime() - begin;
        if (execution.outcome() != Outcome.SUCCESS) {
            throw new IllegalStateException("the hello did not succeed: " + execution);
        }
        return nanos;
    }

    private static long timePlainStart(Path source) throws IOException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder("/usr/bin/python3", source.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("plain python3 failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - begin;
    }

    /** What the disk takes for a small append that is synced: the floor below every durable answer. */
    private static Sample timeDataSync() {
        long[] nanos = new long[200];
        try {
            Path file = Files.createTempFile("kiln-sync-", ".bin");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; i < nanos.length; i++) {
                    long begin = System.nanoTime();
                    channel.write(ByteBuffer.wrap(new byte[512]));
                    channel.force(false);
                    nanos[i] = System.nanoTime() - begin;
                }
            }
            Files.delete(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Sample.of(nanos);
    }
}
