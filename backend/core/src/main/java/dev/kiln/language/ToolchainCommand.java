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

/**
 * Runs a command of a toolchain, which is trusted, outside of any box: bounded in time and in what is read of it, with
 * nothing in its environment but what is given.
 */
final class ToolchainCommand {
    private static final int OUTPUT_BYTES = 64 * 1024;

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
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process), executor);
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                stop(process);
            }
            return new Answer(ended ? process.exitValue() : -1, output.get());
        } catch (ExecutionException e) {
            throw new IOException("cannot read what " + argv.getFirst() + " prints", e.getCause());
        } finally {
            stop(process);
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

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
