package dev.kiln.language;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs a command of a toolchain, which is trusted, outside of any box: bounded in time and in what is read of it, with
 * nothing in its environment but what is given.
 */
final class ToolchainCommand {
    private static final int OUTPUT_BYTES = 64 * 1024;

    /** How long to wait until what was killed has gone, so that it writes nothing any more. */
    private static final long END_SECONDS = 5;

    /** For the rest of the output once the program has ended: somebody else may hold the pipe open. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(5);

    private ToolchainCommand() {}

    /**
     * What came of it.
     *
     * @param exitCode its exit code, or -1 if it was stopped at its timeout
     * @param output standard output and error together, at most the first 64 KiB
     */
    record Answer(int exitCode, String output) {
        boolean timedOut() {
            return exitCode == -1;
        }
    }

    /**
     * @throws IOException if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; the program is stopped before
     */
    static Answer run(List<String> argv, Map<String, String> environment, Path folder, Duration timeout)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                process.getOutputStream().close();
                CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process), executor);
                boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    kill(process);
                }
                return new Answer(
                        ended ? process.exitValue() : -1, output.get(OUTPUT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                kill(process);
                process.getInputStream().close();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot read what " + argv.getFirst() + " prints", e);
        }
    }

    private static String read(Process process) {
        try (var stream = process.getInputStream()) {
            byte[] head = stream.readNBytes(OUTPUT_BYTES);
            stream.transferTo(OutputStream.nullOutputStream());
            return new String(head, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns when they are gone. By handle, because {@link Process#destroyForcibly} would also close the output before it
     * is read.
     */
    private static void kill(Process process) {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
